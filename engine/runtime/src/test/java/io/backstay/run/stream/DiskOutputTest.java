package io.backstay.run.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DiskOutputTest {
  private static final int SIZE = PastCache.SIZE;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4096, SIZE - 1, SIZE, SIZE + 1, 3 * SIZE, 3 * SIZE + 4097})
  void everySizeArrivesWhole(int size) throws IOException {
    arrives(folder.resolve("file"), size);
  }

  @Test
  @Needs("root")
  void whereThereIsNoWayPastTheCacheItIsTheOrdinaryOne() throws IOException {
    try (RamDisk disk = RamDisk.on(Files.createDirectory(folder.resolve("mount")))) {
      arrives(disk.mount().resolve("file"), 3 * SIZE + 5);
    }
  }

  private static void arrives(Path file, int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    try (DiskOutput output = DiskOutput.create(file)) {
      for (int from = 0; from < size; from += 70_001) {
        output.write(ByteBuffer.wrap(bytes, from, Math.min(70_001, size - from)));
      }
      output.sync();
    }
    assertThat(file).hasBinaryContent(bytes);
  }
}
