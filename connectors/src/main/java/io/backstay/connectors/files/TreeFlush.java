package io.backstay.connectors.files;

import io.backstay.spi.Durable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Waits until a tree is on disk. To wait for each of many files takes many times as long as to wait
 * for their file system at once. Java cannot do that, but the {@code sync} of every Linux can;
 * where it is missing or fails, each file is waited for, which also tells what is wrong with which.
 */
final class TreeFlush {
  private TreeFlush() {}

  static void of(Path tree) throws IOException {
    if (!atOnce(tree.toAbsolutePath())) {
      Files.walkFileTree(tree, new OneByOne());
    }
  }

  private static boolean atOnce(Path tree) throws IOException {
    Process sync;
    try {
      sync =
          new ProcessBuilder("sync", "-f", tree.toString())
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      return false;
    }
    try {
      return sync.waitFor() == 0;
    } catch (InterruptedException e) {
      sync.destroy();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while `" + tree + "` was brought to disk");
    }
  }

  /** Directories after what they hold. */
  private static final class OneByOne extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isRegularFile()) {
        Durable.force(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
        throws IOException {
      FileVisitResult next = super.postVisitDirectory(directory, failure);
      Durable.force(directory);
      return next;
    }
  }
}
