package io.backstay.connectors.files;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * The few acts that swapping what a directory holds consists of, so that it can also be done where
 * this process cannot reach. None follows a symbolic link.
 */
public interface Disk {

  /**
   * How a directory looks from outside.
   *
   * @param uid owner
   * @param gid group
   * @param mode permission bits, set-id and sticky bits included
   * @param modified when its content last changed
   */
  record Look(int uid, int gid, int mode, Instant modified) {}

  /** Whether there is something of this name. */
  boolean exists(Path path) throws IOException;

  /** Whether it is a directory, not a link to one, that the user we act as has made. */
  boolean ownDirectory(Path path) throws IOException;

  /** What a directory holds, in the order of names. */
  List<Path> children(Path directory) throws IOException;

  /** Makes a directory nobody else may look into. */
  void makeDirectory(Path directory) throws IOException;

  /** Renames within a file system; what has the new name already is never replaced. */
  void rename(Path from, Path to) throws IOException;

  /** Renames every child of one directory into another, except one name; durable on return. */
  void renameChildren(Path from, Path to, String except) throws IOException;

  /** Deletes a directory that holds nothing; one that does stays. */
  void deleteEmpty(Path directory) throws IOException;

  /** Deletes a tree, if it is there. */
  void delete(Path tree) throws IOException;

  /** How a directory looks. */
  Look look(Path directory) throws IOException;

  /** Makes a directory look so. */
  void wear(Path directory, Look look) throws IOException;

  /** Makes all that a tree holds outlive a loss of power. */
  void flush(Path tree) throws IOException;

  /** Makes what a file holds, or renames in a directory, outlive a loss of power. */
  void sync(Path path) throws IOException;

  /** Writes a small file, at once or not at all. */
  void write(Path file, String text) throws IOException;

  /** Reads a small file. */
  String read(Path file) throws IOException;

  /** What is mounted somewhere below a directory. */
  List<Path> mountsBelow(Path directory) throws IOException;

  /** Makes a directory that looks like another, unless it is there; it appears finished. */
  default void directoryLike(Path directory, Path model) throws IOException {
    if (!exists(directory)) {
      Path unfinished = directory.resolveSibling(directory.getFileName() + ".new");
      delete(unfinished);
      makeDirectory(unfinished);
      wear(unfinished, look(model));
      rename(unfinished, directory);
    }
  }
}
