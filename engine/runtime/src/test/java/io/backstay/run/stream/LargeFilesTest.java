package io.backstay.run.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.run.stream.StreamException.Kind;
import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are unpacked past the system's cache, from archives that another tar made. */
final class LargeFilesTest {
  private static final int MIB = 1 << 20;

  @TempDir Path folder;
  private Path file = Path.of("");
  private Path target = Path.of("");

  @BeforeEach
  void directories() throws IOException {
    file = Files.createDirectory(folder.resolve("d")).resolve("f");
    target = Files.createDirectory(folder.resolve("target"));
  }

  private Path tar() {
    Tool.run(folder, "tar", "--format=posix", "-cf", "a.tar", "d");
    return folder.resolve("a.tar");
  }

  private void fill(int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    Files.write(file, bytes);
  }

  private void assertSame(Path there) {
    String[] look = {"stat", "-c", "%s %a %U %G %y"};
    assertThat(Tool.digest("sha256sum", there)).isEqualTo(Tool.digest("sha256sum", file));
    assertThat(Tool.run(folder, look[0], look[1], look[2], there.toString()))
        .isEqualTo(Tool.run(folder, look[0], look[1], look[2], file.toString()));
  }

  @ParameterizedTest
  @ValueSource(ints = {4 * MIB - 1, 4 * MIB, 4 * MIB + 1, 5 * MIB + 4097, 9 * MIB})
  void everySizeComesBack(int size) throws IOException {
    fill(size);

    Archives.unpack(tar(), "d", target);

    assertSame(target.resolve("f"));
  }

  /** Offsets and lengths of zeros, in KiB, in a file of 8 MiB. */
  @ParameterizedTest
  @ValueSource(strings = {"0 2048", "3000 2048", "5 2048", "6144 2048", "7168 1024", "0 8192"})
  void zerosBecomeHoles(String zeros) throws IOException {
    fill(8 * MIB);
    String[] at = zeros.split(" ");
    Tool.run(
        folder,
        "dd",
        "if=/dev/zero",
        "of=d/f",
        "bs=1K",
        "conv=notrunc",
        "status=none",
        "seek=" + at[0],
        "count=" + at[1]);

    Archives.unpack(tar(), "d", target);

    assertSame(target.resolve("f"));
    long blocks = Long.parseLong(Tool.run(target, "stat", "-c", "%b", "f").trim());
    assertThat(blocks * 512).isLessThanOrEqualTo(8L * MIB - Long.parseLong(at[1]) * 512);
  }

  @Test
  void severalComeBackOneAfterAnother() throws IOException {
    fill(6 * MIB);
    Tool.run(folder, "cp", "-p", "d/f", "d/g");
    Tool.run(folder, "cp", "-p", "d/f", "d/h");

    Archives.unpack(tar(), "d", target);

    for (String name : List.of("f", "g", "h")) {
      assertSame(target.resolve(name));
    }
    assertThat(Tool.run(target, "ls", "-A")).isEqualTo("f\ng\nh\n");
  }

  @Test
  void nothingOfThemComesIntoTheCache() throws IOException {
    fill(8 * MIB);

    Archives.unpack(tar(), "d", target);

    Path unpacked = target.resolve("f");
    try (FileChannel channel = FileChannel.open(unpacked);
        AsynchronousFileChannel direct = PastCache.reading(unpacked)) {
      boolean cached = channel.map(MapMode.READ_ONLY, MIB, 4 * MIB).isLoaded();
      assertThat(cached).isEqualTo(direct == null);
    }
  }

  @Test
  @Needs("root")
  void whereThereIsNoWayPastTheCacheTheyComeBackAsWell() throws IOException {
    fill(5 * MIB + 5);
    Path archive = tar();
    try (RamDisk disk = RamDisk.on(target)) {
      Archives.unpack(archive, "d", disk.mount());
      assertSame(disk.mount().resolve("f"));
    }
  }

  @Test
  void oneThatComesTwiceIsRefused() throws IOException {
    fill(5 * MIB);
    Path archive = tar();
    Tool.run(folder, "tar", "-rf", "a.tar", "d/f");

    assertThatThrownBy(() -> Archives.unpack(archive, "d", target))
        .hasMessageContaining("it stands there already");
  }

  @Test
  void aDirectoryThatIsSwappedForALinkMeanwhileIsNotFollowed() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    try (TargetTree tree = TargetTree.open(target)) {
      MemberPath path = MemberPath.of("a/f");
      tree.makeDirectory(MemberPath.of("a"));
      UnpackedFile large = UnpackedFile.large(tree, path, PastCache.buffer(target));
      Files.move(target.resolve("a"), folder.resolve("moved"));
      Files.createSymbolicLink(target.resolve("a"), outside);
      large.finish();
    }
    assertThat(folder.resolve("moved/f")).exists();
    assertThat(outside).isEmptyDirectory();
  }

  /** Who may write to the target may see and replace the place where large files are made. */
  @Test
  void aPlaceThatIsSwappedForALinkMeanwhileIsNotWrittenTo() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(outside.resolve("0"), "alive");
    byte[] bytes = new byte[5 * MIB];
    new Random(1).nextBytes(bytes);
    try (TargetTree tree = TargetTree.open(target);
        Stream<Path> places = Files.list(target)) {
      Path place = places.findFirst().orElseThrow();
      UnpackedFile large = UnpackedFile.large(tree, MemberPath.of("f"), PastCache.buffer(target));
      Files.move(place, folder.resolve("moved"));
      Files.createSymbolicLink(place, outside);
      for (int at = 0; at < bytes.length; at += Blocks.SIZE) {
        large.content(ByteBuffer.allocateDirect(Blocks.SIZE).put(bytes, at, Blocks.SIZE).flip());
      }
      large.finish();
    }
    assertThat(outside.resolve("0")).hasContent("alive");
    assertThat(target.resolve("f")).hasBinaryContent(bytes);
  }

  @Test
  @Tag("loop")
  @Needs("loop")
  void aFullDiskIsNamedWithTheFileThatFoundIt() throws IOException {
    fill(20 * MIB);
    Path archive = tar();
    try (LoopDisk disk = LoopDisk.create(folder, 8)) {
      Path there = Files.createDirectory(disk.mount().resolve("t"));

      assertThatThrownBy(() -> Archives.unpack(archive, "d", there))
          .isInstanceOfSatisfying(
              StreamException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NO_SPACE))
          .hasMessageMatching(
              "`"
                  + there.resolve("f")
                  + "` cannot be written: its file system is full"
                  + " \\([1-9]\\d+ bytes written, at least \\d+ more needed, \\d+ free\\)");
    }
  }
}
