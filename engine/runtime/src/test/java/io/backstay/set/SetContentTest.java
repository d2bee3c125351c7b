package io.backstay.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.spi.Failure;
import io.backstay.testing.MemoryStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetContentTest {
  private final Path dir;
  private final MemoryStore store = new MemoryStore("local");
  private final KnownSet set;
  private final SetContent content;
  private final Manifest.Artifact archive;
  private final String key;

  SetContentTest(@TempDir Path dir) {
    this.dir = dir;
    set = Fixtures.publish(store, dir, Fixtures.NOW, "aaaa", "full");
    content = new SetContent(set, store.access());
    archive = set.manifest().artifacts().getLast();
    key = set.manifest().path() + archive.stored();
  }

  private byte[] bytes() {
    return Objects.requireNonNull(store.objects().get(key)).clone();
  }

  @Test
  void whatTheManifestNamesIsFetched() {
    Path target = dir.resolve("fetched");
    Path list = dir.resolve("list");

    content.fetch(archive, target);
    content.fetch(Objects.requireNonNull(archive.inventory()), list);

    assertThat(target).hasContent("archive of " + set.id());
    assertThat(list).hasContent("list of " + set.id());
    assertThat(content.local(archive)).isEmpty();
  }

  @Test
  void everyFlippedBitIsFoundAndNothingIsLeftBehind() {
    byte[] good = bytes();
    Path target = dir.resolve("fetched");
    for (int at = 0; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= 1;
      store.objects().put(key, bad);

      assertThatThrownBy(() -> content.fetch(archive, target))
          .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.code()).isEqualTo("R714"));
      assertThat(target).doesNotExist();
    }
  }

  @Test
  void otherLengthsAreFoundBeforeAByteIsRead() {
    byte[] good = bytes();
    for (int length : new int[] {0, 1, good.length - 1, good.length + 1}) {
      store.objects().put(key, Arrays.copyOf(good, length));

      assertThatThrownBy(() -> content.stored(archive))
          .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.code()).isEqualTo("R714"));
    }
  }

  @Test
  void aMissingArtifactSaysWhichSetLostIt() {
    store.objects().remove(key);

    assertThatThrownBy(() -> content.stored(archive))
        .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.code()).isEqualTo("R712"))
        .hasMessageContaining(set.id());
  }

  @Test
  void aStreamThatEndsEarlyOrLateIsFoundHoweverItIsRead() throws IOException {
    byte[] bytes = "content".getBytes(StandardCharsets.UTF_8);
    String sha256 = ManifestWriter.sha256(bytes);
    for (int said : new int[] {6, 8}) {
      assertThatThrownBy(() -> proven(bytes, said, sha256).readAllBytes())
          .isInstanceOf(Failure.class);
      assertThatThrownBy(() -> drain(proven(bytes, said, sha256))).isInstanceOf(Failure.class);
      assertThatThrownBy(() -> proven(bytes, said, sha256).skipNBytes(9))
          .isInstanceOf(Failure.class);
    }
    assertThatThrownBy(() -> proven(bytes, 7, ManifestWriter.sha256("other")).readAllBytes())
        .isInstanceOf(Failure.class);
    InputStream good = proven(bytes, 7, sha256);
    assertThat(good.markSupported()).isFalse();
    assertThat(good.skip(3)).isEqualTo(3);
    assertThat(good.readAllBytes()).asString().isEqualTo("tent");
    assertThat(good.read()).as("the end stays the end").isEqualTo(-1);
  }

  private static InputStream proven(byte[] bytes, long said, String sha256) {
    return new ProvenStream(new java.io.ByteArrayInputStream(bytes), "x", said, sha256);
  }

  private static void drain(InputStream in) throws IOException {
    while (in.read() >= 0) {
      assertThat(in).isNotNull();
    }
  }

  @Test
  void anUnwritableTargetIsAFailure() {
    assertThatThrownBy(() -> content.fetch(archive, dir.resolve("missing/target")))
        .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.code()).isEqualTo("R713"));
  }
}
