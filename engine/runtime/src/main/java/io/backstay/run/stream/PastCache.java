package io.backstay.run.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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

  /**
   * Opens a file once more, to write to it; null where the file system does not let it be in this
   * way, and where the path leads to another file by now.
   *
   * @param open the file
   */
  static @Nullable FileChannel writing(Path path, FileChannel open) {
    if (DIRECT == null) {
      return null;
    }
    try {
      FileChannel direct =
          FileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS, DIRECT);
      if (same(open, direct)) {
        return direct;
      }
      direct.close();
      return null;
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }

  /** An open file tells by nothing else which one it is: one that is locked is not locked again. */
  private static boolean same(FileChannel one, FileChannel other) {
    FileLock locked = lock(one);
    try {
      FileLock second = lock(other);
      if (second != null) {
        Closing.quietly(second::close);
      }
      return false;
    } catch (OverlappingFileLockException e) {
      return true;
    } finally {
      if (locked != null) {
        Closing.quietly(locked::close);
      }
    }
  }

  private static @Nullable FileLock lock(FileChannel file) {
    try {
      return file.tryLock();
    } catch (IOException e) {
      return null;
    }
  }

  /** Opens a file to read from it; null where the file system does not let it be in this way. */
  static @Nullable AsynchronousFileChannel reading(Path file) {
    try {
      return DIRECT == null
          ? null
          : AsynchronousFileChannel.open(file, StandardOpenOption.READ, DIRECT);
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }

  /** A buffer of this size that begins where the file system of a file wants it to. */
  static ByteBuffer buffer(Path file) throws IOException {
    int block = Math.toIntExact(Math.min(Files.getFileStore(file).getBlockSize(), SIZE));
    return ByteBuffer.allocateDirect(SIZE + block).alignedSlice(block).slice(0, SIZE);
  }
}
