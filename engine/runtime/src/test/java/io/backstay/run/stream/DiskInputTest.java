package io.backstay.run.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.testing.Needs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DiskInputTest {
  private static final int SIZE = PastCache.SIZE;

  @TempDir Path folder;

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static void copy(DiskInput input, ByteArrayOutputStream to, int most) throws IOException {
    ByteBuffer some = ByteBuffer.allocate(70_001);
    while (to.size() < most && input.read(some.clear()) >= 0) {
      to.write(some.array(), 0, some.position());
    }
  }

  private static byte[] read(Path file) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (DiskInput input = DiskInput.open(file)) {
      copy(input, all, Integer.MAX_VALUE);
    }
    return all.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4096, SIZE - 1, SIZE, SIZE + 1, 3 * SIZE, 3 * SIZE + 4097})
  void everySizeIsReadWhole(int size) throws IOException {
    Path file = Files.write(folder.resolve("file"), bytes(size));

    assertThat(read(file)).isEqualTo(bytes(size));
  }

  @Test
  @Needs("root")
  void whereThereIsNoWayPastTheCacheItIsTheOrdinaryOne() throws IOException {
    try (RamDisk disk = RamDisk.on(Files.createDirectory(folder.resolve("mount")))) {
      Path file = Files.write(disk.mount().resolve("file"), bytes(3 * SIZE + 5));
      assertThat(read(file)).isEqualTo(bytes(3 * SIZE + 5));
    }
  }

  @Test
  void nothingOfItComesIntoTheCache() throws IOException {
    Path file = folder.resolve("file");
    try (DiskOutput output = DiskOutput.create(file)) {
      output.write(ByteBuffer.wrap(bytes(8 * SIZE)));
      output.sync();
    }

    assertThat(read(file)).isEqualTo(bytes(8 * SIZE));

    try (FileChannel channel = FileChannel.open(file);
        AsynchronousFileChannel direct = PastCache.reading(file)) {
      boolean cached = channel.map(MapMode.READ_ONLY, SIZE, 4 * SIZE).isLoaded();
      assertThat(cached).isEqualTo(direct == null);
    }
  }

  /** Whoever reads to the end has to see that it is another one than it was. */
  @ParameterizedTest
  @ValueSource(ints = {SIZE, 2 * SIZE + 17})
  void whatIsAddedMeanwhileIsRead(int size) throws IOException {
    Path file = Files.write(folder.resolve("file"), bytes(size));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (DiskInput input = DiskInput.open(file)) {
      copy(input, all, size);
      Files.write(file, new byte[] {42}, StandardOpenOption.APPEND);
      copy(input, all, Integer.MAX_VALUE);
    }
    assertThat(all.toByteArray()).hasSize(size + 1).endsWith(42);
  }

  @Test
  void whoeverIsInterruptedStopsReading() throws IOException {
    Path file = Files.write(folder.resolve("file"), bytes(3 * SIZE));
    try (DiskInput input = DiskInput.open(file)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> copy(input, new ByteArrayOutputStream(), Integer.MAX_VALUE))
          .isInstanceOf(ClosedByInterruptException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
