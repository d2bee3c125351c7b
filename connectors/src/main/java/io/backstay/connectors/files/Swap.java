package io.backstay.connectors.files;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Puts a new tree in the place of a live one, and takes that back. The old tree is renamed aside,
 * never deleted, and no file is copied.
 *
 * <p>Everything a swap has to know is on disk: an object made again for the same directory and id,
 * in another process after a crash, goes on where the last one ended. Every method may be called
 * again; whoever calls holds the lock of the target.
 *
 * <p>All methods throw {@link Failure} when the file system refuses, with the tree in one of the
 * states from which calling again, or {@link #undo}, goes on.
 */
public sealed interface Swap permits SiblingSwap, ChildrenSwap {

  /**
   * The child of a directory that belongs to backstay where content is swapped inside it; left out
   * of backups.
   */
  String AREA = ".backstay";

  /**
   * The swap that suits a directory: renaming the directory itself, or, where it is a mount point
   * and so cannot be renamed, renaming what it holds.
   *
   * @param live the directory; may be missing, its parent may not
   * @param id of the run, part of the names aside
   */
  static Swap of(Path live, String id) {
    try {
      Path real =
          Files.exists(live, LinkOption.NOFOLLOW_LINKS)
              ? live.toRealPath()
              : live.toAbsolutePath().normalize();
      if (Mounts.of().isMountPoint(real)) {
        return new ChildrenSwap(real, id, new LocalDisk());
      }
      return new SiblingSwap(real, id, new LocalDisk());
    } catch (IOException e) {
      throw failed("cannot look at `" + live + "`", e);
    }
  }

  /**
   * Renames what a directory holds and never the directory, which others, such as the mounts of
   * containers, keep hold of. Its reserved child {@value #AREA} takes no part.
   *
   * @param live the directory; exists
   * @param id of the run, part of the names aside
   */
  static Swap inside(Path live, String id) {
    return inside(live, id, new LocalDisk());
  }

  /** The same on a disk that another process has to act on. */
  static Swap inside(Path live, String id, Disk disk) {
    return new ChildrenSwap(live, id, disk);
  }

  /** Where the new tree is built: the directory that will be, or whose content will be, live. */
  Path incoming();

  /** Where the old tree is kept afterwards. */
  Path previous();

  /** Makes {@link #incoming} an empty directory that looks like the live one from outside. */
  void prepare();

  /** Makes the incoming tree the live one and keeps the old one as {@link #previous}. */
  void swap();

  /**
   * Makes the previous tree the live one again, from any point of {@link #swap}; what had come in
   * is {@link #incoming} again. Without anything to take back it does nothing.
   */
  void undo();

  /** Whether there is an {@link #incoming} tree. */
  boolean cameIn();

  /** Whether {@link #undo} has something to take back. */
  boolean swapped();

  /** Deletes the incoming tree, if there is one. */
  void discard();

  /** Writes down, beside the previous tree, from when on {@link #sweep} may delete it. */
  void keepUntil(Instant then);

  /** Deletes the previous tree, if there is one; there is no way back then. */
  void forget();

  /**
   * Deletes the previous trees, of this and of earlier swaps of the same directory, whose time is
   * over. One without a time is never deleted, nor is one that somebody tried to put back.
   *
   * @return what was deleted
   */
  List<Path> sweep(Instant now);

  /** A mount inside a tree would stay behind or come along, and neither is what was asked for. */
  static void refuseMountsBelow(Path live, Disk disk) throws IOException {
    List<Path> mounts = disk.mountsBelow(live);
    if (!mounts.isEmpty()) {
      throw Failure.of(
              "R420", "cannot swap `" + live + "`: `" + mounts.get(0) + "` is mounted inside")
          .help("Unmount it, or declare the directories beside it as sources of their own.");
    }
  }

  /** The file system refused. */
  static Failure failed(String what, IOException cause) {
    return Failure.of("R420", what + ": " + reason(cause)).because(cause);
  }

  private static String reason(IOException cause) {
    String kind = cause.getClass().getSimpleName().replace("Exception", "");
    return cause.getMessage() == null ? kind : kind + ", " + cause.getMessage();
  }
}
