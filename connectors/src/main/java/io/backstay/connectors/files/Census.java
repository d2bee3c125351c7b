package io.backstay.connectors.files;

import io.backstay.expr.Human;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Look;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a tree holds: regular files, those with several names once, and the bytes in them. Links are
 * not followed, and what restores leave in a tree is not part of it.
 *
 * @param files how many
 * @param bytes their sizes added up
 */
public record Census(long files, long bytes) {
  static final Census NONE = new Census(0, 0);

  /**
   * Counts a directory or a single file.
   *
   * @param without a directory in it that is not counted; null for none
   * @throws Failure when not all of it can be read
   */
  public static Census of(Path root, @Nullable Path without, Look look) {
    return of(root, without, Wanted.ALL, look);
  }

  /** The same, but counts only what a source takes. */
  static Census of(Path root, @Nullable Path without, Wanted wanted, Look look) {
    try {
      Path real = root.toRealPath();
      Counter counter = new Counter(look, without, real, wanted);
      Files.walkFileTree(real, counter);
      return new Census(counter.files, counter.bytes);
    } catch (IOException e) {
      String kind = e.getClass().getSimpleName().replace("Exception", "");
      throw Failure.of("R753", "cannot count `" + root + "`: " + kind + ", " + e.getMessage())
          .because(e);
    }
  }

  /** For people: {@code 1,204 files 161 MiB}. */
  public String says() {
    return Human.count(files) + " files " + Human.about(bytes);
  }

  /** The facts {@code files} and {@code bytes}. */
  public Facts facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("files", files);
    facts.put("bytes", bytes);
    return new Facts(facts);
  }

  private static final class Counter extends SimpleFileVisitor<Path> {
    private final Look look;
    private final @Nullable Path without;
    private final Path root;
    private final Wanted wanted;
    private final Set<Object> several = new HashSet<>();
    private long files;
    private long bytes;

    Counter(Look look, @Nullable Path without, Path root, Wanted wanted) {
      this.look = look;
      this.without = without;
      this.root = root;
      this.wanted = wanted;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      boolean left = isOurs(directory) || wanted.leavesOut(root.relativize(directory), true);
      return left ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    private boolean isOurs(Path path) {
      return path.equals(without) || Reserved.isAside(path);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (look.cancelled()) {
        throw new InterruptedIOException("given up");
      }
      if (attributes.isRegularFile() && takes(file) && isNew(file, attributes)) {
        files++;
        bytes += attributes.size();
      }
      return FileVisitResult.CONTINUE;
    }

    private boolean takes(Path file) {
      return !isOurs(file) && wanted.takes(root.relativize(file));
    }

    private boolean isNew(Path file, BasicFileAttributes attributes) throws IOException {
      try {
        int names = (int) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
        return names == 1 || several.add(attributes.fileKey());
      } catch (NoSuchFileException e) {
        return false;
      }
    }

    /** What was deleted meanwhile is not there. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
      if (problem instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw problem;
    }
  }
}
