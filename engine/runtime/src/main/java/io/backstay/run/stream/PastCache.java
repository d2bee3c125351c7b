package io.backstay.run.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The way to a disk that leaves the system's cache alone, where there is one. */
final class PastCache {
  /** A multiple of what disks and file systems want to be given at once. */
  static final int SIZE = 1 << 20;

  /** Called by its name: it is no part of what every Java has to have, though those we know do. */
  private static final @Nullable OpenOption DIRECT = direct();

  private PastCache() {}

  private static @Nullable OpenOption direct() {
    try {
      return (OpenOption)
          Class.forName("com.sun.nio.file.ExtendedOpenOption").getField("DIRECT").get(null);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /** Opens a file to write to it; null where the file system does not let it be in this way. */
  static @Nullable FileChannel writing(Path file) {
    try {
      return DIRECT == null ? null : FileChannel.open(file, StandardOpenOption.WRITE, DIRECT);
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }

  /** The same to read from it. */
  static @Nullable AsynchronousFileChannel reading(Path file) {
    try {
      return DIRECT == null
          ? null
          : AsynchronousFileChannel.open(file, StandardOpenOption.READ, DIRECT);
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }

  /** A buffer that begins where the file system of a file wants it to, with room for the size. */
  static ByteBuffer buffer(Path file) throws IOException {
    int block = Math.toIntExact(Math.min(Files.getFileStore(file).getBlockSize(), SIZE));
    return ByteBuffer.allocateDirect(SIZE + block).alignedSlice(block).limit(SIZE);
  }
}
