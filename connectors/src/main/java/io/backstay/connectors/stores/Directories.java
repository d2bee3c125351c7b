package io.backstay.connectors.stores;

import io.backstay.spi.Durable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes the directories of a store.
 *
 * @param store whose
 * @param mode of those inside it
 * @param owner of those it makes
 */
record Directories(DirectoryStore store, int mode, Ownership owner) {
  private static final int PRIVATE = 0700;

  /** Makes what is missing above a path of the store, and returns its directory. */
  Path makeFor(Path path) throws IOException {
    Path parent = parent(path);
    makeRoot();
    make(parent, mode, owner);
    if (parent.startsWith(store.path().resolve(KeyNames.OURS))) {
      owner.give(parent);
      tighten(parent, mode);
    }
    return parent;
  }

  /** Makes the staging area; what is being made there is nobody else's business. */
  void makeStaging(Path staging) throws IOException {
    makeRoot();
    make(parent(staging), PRIVATE, owner);
    make(staging, PRIVATE, Ownership.KEPT);
    tighten(staging, PRIVATE);
  }

  /** What is ours may have been there before, made by somebody or with another umask. */
  private static void tighten(Path directory, int mode) throws IOException {
    Set<PosixFilePermission> allowed = Modes.of(mode);
    if (!allowed.containsAll(Files.getPosixFilePermissions(directory))) {
      Modes.set(directory, mode);
    }
  }

  private void makeRoot() throws IOException {
    Path root = store.path();
    boolean missing = !Files.isDirectory(root);
    if (missing && !store.create()) {
      throw new NoSuchFileException(root.toString(), null, "say `create: true`, or mount it");
    }
    if (missing) {
      Files.createDirectories(root);
    }
    if (store.create() && !owner.equals(Ownership.KEPT) && isNew(root)) {
      owner.give(root);
    }
    int wanted = store.mode() >= 0 ? store.mode() : PRIVATE;
    boolean ours = missing || store.mode() >= 0;
    if (ours && !Files.getPosixFilePermissions(root).equals(Modes.of(wanted))) {
      Modes.set(root, wanted);
    }
  }

  /** A run has staged in it before anything is stored, and has made it for that. */
  private static boolean isNew(Path root) throws IOException {
    try (Stream<Path> files = Files.list(root)) {
      return files.allMatch(file -> file.endsWith(KeyNames.OURS));
    }
  }

  /** Every directory is visible with its final permissions, and durable, before the next. */
  private void make(Path directory, int permissions, Ownership whose) throws IOException {
    if (directory.equals(store.path()) || Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Path parent = parent(directory);
    make(parent, permissions, whose);
    try {
      Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(Modes.of(PRIVATE)));
    } catch (FileAlreadyExistsException e) {
      if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
        return; // Somebody was faster.
      }
      throw new FileAlreadyExistsException(directory.toString(), null, "is not a directory");
    }
    whose.give(directory);
    Modes.set(directory, permissions);
    Durable.force(parent);
  }

  /** The directory a path of a store lies in; there always is one. */
  static Path parent(Path path) {
    return Objects.requireNonNull(path.getParent());
  }
}
