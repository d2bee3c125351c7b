package io.backstay.set;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.testing.MemoryStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the first version has stored, as every later one reads it. The files were signed by OpenSSL,
 * with a key that is gone: they are never to be written again.
 */
class StoredFormatsTest {
  private static final String KEY = "Gy7kOdpal4tYQDTWBeYoOcEfECy6GpWs1uTlYK9j47A";
  private static final String ID = "20260213_020000-7c1e";
  private static final String MANIFEST = "20260213_020000/metadata.json";
  private static final String MARKS = SetLayout.marks(ID);

  @TempDir Path state;
  private final MemoryStore store = new MemoryStore("local");
  private final byte[] manifest = fixture("manifest-1.0-signed.json");
  private final byte[] marks = fixture("marks-1.0.jsonl");

  private static byte[] fixture(String name) {
    try (InputStream in = StoredFormatsTest.class.getResourceAsStream(name)) {
      return in == null ? new byte[0] : in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void stored() {
    store.objects().put(MANIFEST, manifest);
    store.objects().put(MARKS, marks);
  }

  private SetCatalog.Listing listing() {
    Trust trust = Trust.of(Keyring.in(state).with(KEY));
    return Fixtures.catalog(Fixtures.FOLDERS, store.access(), trust).list();
  }

  @Test
  void aSignedSetAndItsMarksAreReadAsTheyWereWritten() {
    KnownSet set = listing().sets().getFirst();

    assertThat(set.usable()).isTrue();
    assertThat(set.signer()).isEqualTo(new Signer(KEY, true));
    assertThat(set.level()).isEqualTo(Level.READABLE);
    assertThat(set.provenAt()).isEqualTo("2026-02-15T02:00:00Z");
    assertThat(set.pin()).isEqualTo("audit");
    assertThat(set.marks()).hasSize(4);
    assertThat(set.manifest().bytes()).isEqualTo(manifest);
  }

  @Test
  void everyChangedByteOfASignedManifestIsFound() {
    for (int at = 0; at < manifest.length; at++) {
      for (int change : new int[] {1, 2, 4, 32}) {
        store.objects().put(MANIFEST, changed(manifest, at, change));

        assertThat(listing().sets()).as("byte %d ^ %d", at, change).isEmpty();
        assertThat(listing().oddities()).hasSize(1);
      }
    }
  }

  @Test
  void everyChangedByteOfSignedMarksIsFound() {
    for (int at = 0; at < marks.length; at++) {
      for (int change : new int[] {1, 2, 4, 32}) {
        store.objects().put(MARKS, changed(marks, at, change));

        assertThat(listing().sets().getFirst().usable()).as("byte %d ^ %d", at, change).isFalse();
      }
    }
  }

  private static byte[] changed(byte[] bytes, int at, int change) {
    byte[] other = bytes.clone();
    other[at] ^= (byte) change;
    return other;
  }
}
