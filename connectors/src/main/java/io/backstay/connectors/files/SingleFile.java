package io.backstay.connectors.files;

import io.backstay.spi.Failure;
import io.backstay.spi.Tools;
import io.backstay.spi.TreeSource;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A source that is one file is archived, and comes in, as a directory with that file in it. Before
 * the swap the file takes the directory's place; every step of that can be taken again.
 */
final class SingleFile {
  private final Path live;
  private final Swap swap;
  private final Path wrapping;
  private final LocalDisk disk = new LocalDisk();

  SingleFile(Path live, Swap swap, String run) {
    this.live = live;
    this.swap = swap;
    this.wrapping = live.resolveSibling("." + live.getFileName() + ".incoming-" + run + ".wrapped");
  }

  /** The directory a path lies in; a source always lies in one. */
  static Path parent(Path path) {
    return Objects.requireNonNull(path.getParent());
  }

  /** An empty directory in place of one that looks like the live tree, which is no directory. */
  TreeSource.Incoming incoming(Replacement replacement, Tools tools) {
    replacement.sweep(tools);
    discard();
    swap.discard();
    try {
      disk.makeDirectory(swap.incoming());
    } catch (IOException e) {
      throw Swap.failed("cannot make `" + swap.incoming() + "`", e);
    }
    return new TreeSource.Incoming.Directory(swap.incoming());
  }

  /** Makes the incoming thing the file, if a file is what came in. */
  void unwrap() {
    try {
      if (!disk.exists(wrapping) && isWrapped(swap.incoming())) {
        disk.rename(swap.incoming(), wrapping);
      }
      if (disk.exists(wrapping)) {
        Path file = wrapping.resolve(live.getFileName());
        if (disk.exists(file)) {
          disk.rename(file, swap.incoming());
        }
        disk.delete(wrapping);
        disk.sync(parent(live));
      }
    } catch (IOException e) {
      throw Swap.failed("cannot put `" + live.getFileName() + "` in place", e);
    }
  }

  /**
   * Whether what came in is this one file: it is all there is, and no directory is there that it
   * would replace.
   */
  private boolean isWrapped(Path incoming) throws IOException {
    boolean overDirectory = Files.isDirectory(live);
    if (overDirectory || !Files.isDirectory(incoming, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(incoming)) {
      stream.forEach(children::add);
    }
    boolean wrapped =
        children.size() == 1
            && children.getFirst().getFileName().equals(live.getFileName())
            && Files.isRegularFile(children.getFirst(), LinkOption.NOFOLLOW_LINKS);
    if (!wrapped && Files.isRegularFile(live)) {
      throw Failure.of("R752", "`" + live + "` is a file, and a directory came in for it")
          .help("Restore into a source whose path is a directory.");
    }
    return wrapped;
  }

  /** Removes what a swap does not know of. */
  void discard() {
    try {
      disk.delete(wrapping);
    } catch (IOException e) {
      throw Swap.failed("cannot delete `" + wrapping + "`", e);
    }
  }
}
