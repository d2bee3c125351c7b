package io.backstay.set;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Removes directories of ours with everything in them; symbolic links are removed, not followed.
 */
final class Trees extends SimpleFileVisitor<Path> {
  private Trees() {}

  /** Removes a tree; one that is not there is removed already. */
  static void remove(Path root) {
    try {
      Files.walkFileTree(root, new Trees());
    } catch (NoSuchFileException e) {
      // Gone is what was wanted.
    } catch (IOException e) {
      throw Failure.of("R705", "cannot remove `" + root + "`").because(e);
    }
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    Files.delete(file);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException problem)
      throws IOException {
    if (problem != null) {
      throw problem;
    }
    Files.delete(directory);
    return FileVisitResult.CONTINUE;
  }
}
