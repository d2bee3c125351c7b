package io.backstay.connectors.stores;

import io.backstay.spi.Failure;
import io.backstay.spi.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileStore;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a directory store. Symbolic links are nobody's objects and are never followed. */
class DirectoryReader implements Store.Reader {
  final DirectoryStore store;
  final Path root;

  DirectoryReader(DirectoryStore store) {
    this.store = store;
    this.root = store.path();
  }

  @Override
  public final List<Store.Stored> list(String prefix) {
    if (isYetToBeMade()) {
      return List.of();
    }
    int slash = prefix.lastIndexOf('/');
    Path start = slash < 0 ? root : Keys.path(root, prefix.substring(0, slash));
    List<Store.Stored> found = new ArrayList<>();
    if (Files.isDirectory(start, LinkOption.NOFOLLOW_LINKS) || start.equals(root)) {
      try {
        Files.walkFileTree(start, new Lister(prefix, found));
      } catch (IOException e) {
        throw failed("R722", "cannot list all of `" + start + "`", e);
      }
    }
    found.sort(java.util.Comparator.comparing(Store.Stored::key));
    return List.copyOf(found);
  }

  /** A store that may still be made is empty; any other that is not there has been lost. */
  private boolean isYetToBeMade() {
    if (Files.isDirectory(root)) {
      return false;
    }
    if (store.create() && !Files.exists(root)) {
      return true;
    }
    throw Failure.of("R722", "store `" + store.name() + "` is not there: `" + root + "`")
        .help("mount or make the directory, or say `create: true` if backstay may make it");
  }

  @Override
  public final Optional<Store.Stored> stat(String key) {
    Path path = Keys.path(root, key);
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isRegularFile()
          ? Optional.of(new Store.Stored(key, attributes.size()))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("R720", "cannot look at `" + path + "`", e);
    }
  }

  @Override
  public final InputStream open(String key) {
    Path path = Keys.path(root, key);
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      throw Failure.of("R720", "store `" + store.name() + "` has no `" + key + "`");
    }
    try {
      return Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw failed("R720", "cannot read `" + path + "`", e);
    }
  }

  @Override
  public final Optional<Path> local(String key) {
    Path path = Keys.path(root, key);
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(path)
        : Optional.empty();
  }

  @Override
  public final Optional<Store.Space> space() {
    @Nullable Path there = root;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (there == null) {
      return Optional.empty();
    }
    try {
      FileStore files = Files.getFileStore(there);
      return Optional.of(new Store.Space(files.getUsableSpace(), files.getTotalSpace()));
    } catch (IOException e) {
      throw failed("R722", "cannot ask for the free space of `" + there + "`", e);
    }
  }

  /** The file system refused. */
  static Failure failed(String code, String what, IOException cause) {
    return Failure.of(code, what + ": " + reason(cause)).because(cause);
  }

  /** In the words of the file system. */
  static String reason(IOException cause) {
    String kind = cause.getClass().getSimpleName().replace("Exception", "");
    return kind + ", " + cause.getMessage();
  }

  private final class Lister extends SimpleFileVisitor<Path> {
    private final String prefix;
    private final List<Store.Stored> found;

    Lister(String prefix, List<Store.Stored> found) {
      this.prefix = prefix;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      String key = Keys.key(root, directory) + "/";
      boolean wanted = directory.equals(root) || key.startsWith(prefix) || prefix.startsWith(key);
      return wanted && !key.equals(KeyNames.STAGING + "/")
          ? FileVisitResult.CONTINUE
          : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String key = Keys.key(root, file);
      if (attributes.isRegularFile() && key.startsWith(prefix)) {
        found.add(new Store.Stored(key, attributes.size()));
      }
      return FileVisitResult.CONTINUE;
    }

    /** What was deleted meanwhile is not there; anything else makes the listing incomplete. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
      if (problem instanceof NoSuchFileException && !file.equals(root)) {
        return FileVisitResult.CONTINUE;
      }
      throw problem;
    }
  }
}
