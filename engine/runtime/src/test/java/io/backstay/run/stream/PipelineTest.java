package io.backstay.run.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.run.stream.Stored.Algorithm;
import io.backstay.run.stream.StreamException.Kind;
import io.backstay.testing.Needs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "0,plain,cat",
    "1,plain,cat",
    "5000000,plain,cat",
    "0,x.gz,zcat",
    "1,x.gz,zcat",
    "1048576,x.gz,zcat",
    "9000001,x.gz,zcat",
    "0,x.zst,zstdcat",
    "1,x.zst,zstdcat",
    "131072,x.zst,zstdcat",
    "9000001,x.zst,zstdcat"
  })
  void whatIsStoredIsWhatCameInAndTheDigestsAreTrue(int size, String name, String reader)
      throws IOException {
    byte[] content = content(size);
    Path plain = Files.write(folder.resolve("original"), content);
    Path file = folder.resolve("deep/er/" + name);

    Stored stored =
        Pipeline.store(
            Producer.of(new ByteArrayInputStream(content)),
            Destination.of(file).with(Set.of(Algorithm.MD5, Algorithm.SHA512)));

    assertThat(Tool.bytes(folder, reader, file.toString())).isEqualTo(content);
    assertThat(stored.plainSize()).isEqualTo(size);
    assertThat(stored.plainSha256()).isEqualTo(Tool.digest("sha256sum", plain));
    assertThat(stored.size()).isEqualTo(Files.size(file));
    assertThat(stored.sha256()).isEqualTo(Tool.digest("sha256sum", file));
    assertThat(stored.digests())
        .containsEntry(Algorithm.MD5, Tool.digest("md5sum", file))
        .containsEntry(Algorithm.SHA512, Tool.digest("sha512sum", file))
        .hasSize(2);
  }

  @Test
  void filesAndNewDirectoriesAreForTheOwnerOnly() throws IOException {
    Path file = folder.resolve("new/a");

    store(new ByteArrayInputStream(content(10)), file);

    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(permissions(folder.resolve("new"))).isEqualTo("rwx------");
  }

  @Test
  void severalFilesGetTheSameBytes() throws IOException {
    List<Path> files = List.of(folder.resolve("one/x.zst"), folder.resolve("two/x.zst"));
    Destination both = new Destination(files, Codec.ZSTD, Set.of(), bytes -> {}, () -> false);

    Stored stored = Pipeline.store(Producer.of(new ByteArrayInputStream(content(300_000))), both);

    for (Path file : files) {
      assertThat(Tool.digest("sha256sum", file)).isEqualTo(stored.sha256());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "x.gz", "x.zst"})
  void aProducerThatFailsLeavesNothing(String name) {
    InputStream breaking =
        new SequenceInputStream(
            new ByteArrayInputStream(content(3_000_000)),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("the source broke");
              }

              @Override
              public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
              }
            });

    assertThatThrownBy(() -> store(breaking, folder.resolve(name)))
        .isInstanceOf(IOException.class)
        .hasMessage("the source broke");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anExistingFileIsNeverReplaced() throws IOException {
    Path file = Files.writeString(folder.resolve("x"), "mine");

    assertThatThrownBy(() -> store(new ByteArrayInputStream(content(10)), file))
        .isInstanceOfSatisfying(
            StreamException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNWRITABLE))
        .hasMessage("`" + file + "` exists already");
    assertThat(file).hasContent("mine");
  }

  @Test
  void theLeftoverOfACrashIsReplaced() throws IOException {
    Files.writeString(folder.resolve("x.part"), "half of a backup");

    store(new ByteArrayInputStream(content(10)), folder.resolve("x"));

    assertThat(folder.resolve("x")).hasBinaryContent(content(10));
    assertThat(folder.resolve("x.part")).doesNotExist();
  }

  @Test
  void whenOneOfTwoCannotGetItsNameNeitherDoes() throws IOException {
    Path first = folder.resolve("a/x");
    Path second = folder.resolve("b/x");
    Producer meddling =
        new Producer() {
          @Override
          public void produce(BlockOutput output) throws InterruptedException {
            output.write(ByteBuffer.wrap(content(10)));
          }

          @Override
          public void stored() throws IOException {
            Files.writeString(second, "somebody was faster");
          }
        };
    Destination both =
        new Destination(List.of(first, second), Codec.NONE, Set.of(), bytes -> {}, () -> false);

    assertThatThrownBy(() -> Pipeline.store(meddling, both)).isInstanceOf(StreamException.class);
    assertThat(first).doesNotExist();
    assertThat(second).hasContent("somebody was faster");
    assertThat(Files.exists(folder.resolve("a/x.part"))).isFalse();
    assertThat(Files.exists(folder.resolve("b/x.part"))).isFalse();
  }

  @Test
  void cancellingEndsAPipelineWhoseSourceHangsAndLeavesNothing() throws Exception {
    AtomicBoolean cancelled = new AtomicBoolean();
    try (PipedOutputStream never = new PipedOutputStream();
        PipedInputStream hanging = new PipedInputStream(never)) {
      never.write(content(100));
      AtomicReference<Throwable> seen = new AtomicReference<>();
      Thread thread =
          new Thread(
              () -> {
                try {
                  Destination to = Destination.of(folder.resolve("x.gz"));
                  Pipeline.store(Producer.of(hanging), to.with(bytes -> {}, cancelled::get));
                } catch (IOException e) {
                  seen.set(e);
                }
              });
      thread.start();
      Awaitility.await().until(() -> Files.exists(folder.resolve("x.gz.part")));

      cancelled.set(true);

      Awaitility.await().until(() -> !thread.isAlive());
      assertThat(seen.get())
          .isInstanceOfSatisfying(
              StreamException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CANCELLED));
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void anInterruptEndsItAndIsNotSwallowed() throws Exception {
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread thread =
        new Thread(
            () -> {
              try {
                store(new Zeros(), folder.resolve("x.zst"));
              } catch (IOException e) {
                interrupted.set(Thread.currentThread().isInterrupted());
              }
            });
    thread.start();
    Awaitility.await().until(() -> Files.exists(folder.resolve("x.zst.part")));

    thread.interrupt();

    Awaitility.await().until(() -> !thread.isAlive());
    assertThat(interrupted).isTrue();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void progressGrowsToThePlainSize() throws IOException {
    List<Long> told = new ArrayList<>();
    Destination to = Destination.of(folder.resolve("x.zst")).with(told::add, () -> false);

    Pipeline.store(Producer.of(new ByteArrayInputStream(content(1_000_000))), to);

    assertThat(told).isSorted().last().isEqualTo(1_000_000L);
  }

  @Test
  @Tag("loop")
  @Needs("loop")
  void aFullDiskIsNamedWithWhatIsNeededAndWhatIsFree() throws IOException {
    try (LoopDisk disk = LoopDisk.create(folder, 8)) {
      Path file = disk.mount().resolve("set/x");
      Path healthy = folder.resolve("other/x");
      Destination both =
          new Destination(List.of(healthy, file), Codec.NONE, Set.of(), bytes -> {}, () -> false);

      assertThatThrownBy(() -> Pipeline.store(Producer.of(new Zeros()), both))
          .isInstanceOfSatisfying(
              StreamException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NO_SPACE))
          .hasMessageMatching(
              "`"
                  + file
                  + "\\.part` cannot be written: its file system is full"
                  + " \\(\\d+ bytes written, at least \\d+ more needed, \\d+ free\\)");
      try (Stream<Path> left = Files.list(file.getParent())) {
        assertThat(left).isEmpty();
      }
      assertThat(healthy.getParent()).isEmptyDirectory();
    }
  }

  private static void store(InputStream from, Path to) throws IOException {
    Pipeline.store(Producer.of(from), Destination.of(to));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  /** Half text, half noise, so that codecs have both. */
  private static byte[] content(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    for (int i = 0; i < size; i++) {
      bytes[i] = (i >> 16) % 2 == 0 ? (byte) ('a' + i % 7) : bytes[i];
    }
    return bytes;
  }

  private static final class Zeros extends InputStream {
    @Override
    public int read() {
      return 0;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      return length;
    }
  }
}
