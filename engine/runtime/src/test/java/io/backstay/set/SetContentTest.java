package io.backstay.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.spi.Failure;
import io.backstay.spi.Store;
import io.backstay.testing.MemoryStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

  /** The same store, as if its objects were files of this host. */
  private SetContent local(Path file) {
    Store.Reader reader = store.access();
    return new SetContent(set, new LocalReader(reader, file));
  }

  @Test
  void aStoredFileGetsAnotherNameForWhoeverProvesIt() throws IOException {
    Path stored = Files.write(dir.resolve("stored"), bytes());
    Path target = Files.writeString(dir.resolve("linked"), "of an earlier attempt");

    assertThat(local(stored).link(archive, target)).isTrue();
    assertThat(Files.isSameFile(target, stored)).isTrue();
    assertThat(content.link(archive, dir.resolve("none"))).isFalse();
    assertThat(dir.resolve("none")).doesNotExist();

    store.objects().remove(key);
    assertThatThrownBy(() -> local(stored).link(archive, target))
        .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.code()).isEqualTo("R712"));
  }

  @Test
  void aStoredFileOfThisHostGetsAnotherName() throws IOException {
    Path stored = Files.write(dir.resolve("stored"), bytes());
    Path target = dir.resolve("fetched");

    assertThat(local(stored).fetch(archive, target)).isTrue();
    assertThat(Files.isSameFile(stored, target)).isTrue();

    Path link = Files.createSymbolicLink(dir.resolve("link"), stored);
    Path copy = dir.resolve("copied");
    assertThat(local(link).fetch(archive, copy)).as("it could lead elsewhere later").isFalse();
    assertThat(copy).isRegularFile().hasBinaryContent(bytes());
    assertThat(content.fetch(archive, dir.resolve("from-afar"))).isFalse();
    assertThat(local(dir.resolve("gone")).fetch(archive, dir.resolve("other"))).isFalse();
  }

  @Test
  void aStoredFileOfThisHostIsProvenAsWell() throws IOException {
    byte[] bad = bytes();
    bad[0] ^= 1;
    Path stored = Files.write(dir.resolve("stored"), bad);
    Path target = dir.resolve("fetched");

    assertThatThrownBy(() -> local(stored).fetch(archive, target))
        .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.code()).isEqualTo("R714"));
    assertThat(target).doesNotExist();
    assertThat(dir.resolve("fetched.part")).doesNotExist();
    assertThat(stored).as("the store's own is left alone").hasBinaryContent(bad);
  }

  /** A store whose objects are one file. */
  private record LocalReader(Store.Reader objects, Path file) implements Store.Reader {
    @Override
    public List<Store.Stored> list(String prefix) {
      return objects.list(prefix);
    }

    @Override
    public Optional<Store.Stored> stat(String key) {
      return objects.stat(key);
    }

    @Override
    public InputStream open(String key) {
      return objects.open(key);
    }

    @Override
    public Optional<Path> local(String key) {
      return Optional.of(file);
    }

    @Override
    public Optional<Store.Space> space() {
      return objects.space();
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
