package io.backstay.connectors.stores;

import io.backstay.spi.Durable;
import io.backstay.spi.Failure;
import io.backstay.spi.Store;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes a directory store. What appears under a key is complete and durable: files are prepared in
 * the staging area and get their name in one step, and directories are synced after each change.
 */
final class DirectoryWriter extends DirectoryReader implements Store.Writer {
  private final int fileMode;
  private final Ownership owner;
  private final Directories directories;

  DirectoryWriter(DirectoryStore store, int fileMode, int directoryMode) {
    this(store, fileMode, directoryMode, Ownership.KEPT);
  }

  private DirectoryWriter(DirectoryStore store, int fileMode, int directoryMode, Ownership owner) {
    super(store);
    this.fileMode = fileMode;
    this.owner = owner;
    this.directories = new Directories(store, directoryMode, owner);
  }

  @Override
  public Store.Writer permissions(int file, int directory) {
    return new DirectoryWriter(store, file, directory, owner);
  }

  @Override
  public Store.Writer owner(String name) {
    return new DirectoryWriter(store, fileMode, directories.mode(), Ownership.of(name));
  }

  @Override
  public void put(String key, Path file) {
    Path target = Keys.path(root, key);
    try {
      Path parent = directories.makeFor(target);
      if (!linked(file, target)) {
        copied(file, target);
      }
      Durable.force(parent);
    } catch (FileAlreadyExistsException e) {
      throw Failure.of("R721", "store `" + store.name() + "` already has `" + key + "`");
    } catch (IOException e) {
      throw failed("R724", "cannot store `" + target + "`", e);
    }
  }

  /** A second name for the same bytes; not every pair of places can have one. */
  private boolean linked(Path file, Path target) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try {
      Files.createLink(target, file);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      return false;
    }
    try {
      allow(target);
    } catch (IOException | Failure e) {
      Files.delete(target);
      throw e;
    }
    return true;
  }

  private void copied(Path file, Path target) throws IOException {
    Path part = part();
    try {
      Files.copy(file, part);
      allow(part);
      if (!linked(part, target)) {
        // No links here at all: a rename would replace, so look first. The plan's lock keeps
        // others from coming in between.
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
          throw new FileAlreadyExistsException(target.toString());
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      Files.deleteIfExists(part);
    }
  }

  @Override
  public void replace(String key, byte[] content) {
    Path target = Keys.path(root, key);
    try {
      Path parent = directories.makeFor(target);
      Path part = part();
      try {
        Files.write(part, content, StandardOpenOption.CREATE_NEW);
        allow(part);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
      Durable.force(parent);
    } catch (IOException e) {
      throw failed("R724", "cannot store `" + target + "`", e);
    }
  }

  @Override
  public void delete(String key) {
    Path target = Keys.path(root, key);
    if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      throw Failure.of("R725", "`" + target + "` is a directory and cannot be deleted as a file");
    }
    try {
      if (Files.deleteIfExists(target)) {
        removeEmptyAbove(target);
      }
    } catch (IOException e) {
      throw failed("R725", "cannot delete `" + target + "`", e);
    }
  }

  /** Directories come with the first object in them and go with the last. */
  private void removeEmptyAbove(Path deleted) throws IOException {
    Path there = Directories.parent(deleted);
    try {
      while (!there.equals(root)) {
        Files.delete(there);
        there = Directories.parent(there);
      }
    } catch (DirectoryNotEmptyException | NoSuchFileException e) {
      // Somebody else's, or gone already.
    }
    Durable.force(there);
  }

  @Override
  public void link(String name, String key) {
    Path link = Keys.path(root, name);
    Path target = Keys.path(root, key);
    try {
      if (Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(link)) {
        throw Failure.of("R726", "`" + link + "` is not a link, so it is not replaced by one")
            .help("move it away, or give `latest` another name");
      }
      Path parent = directories.makeFor(link);
      Path part = part();
      Files.createSymbolicLink(part, parent.relativize(target));
      Files.move(part, link, StandardCopyOption.ATOMIC_MOVE);
      Durable.force(parent);
    } catch (IOException e) {
      throw failed("R726", "cannot make the link `" + link + "`", e);
    }
  }

  private Path part() throws IOException {
    Path staging = root.resolve(KeyNames.STAGING);
    directories.makeStaging(staging);
    return staging.resolve(UUID.randomUUID() + ".part");
  }

  /** Whose it is and who may read it, durable together with what is in it. */
  private void allow(Path file) throws IOException {
    owner.give(file);
    Modes.set(file, fileMode);
    Durable.force(file);
  }
}
