package io.backstay.connectors.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The few acts swaps consist of; none follows a symbolic link. */
class Moves {

  /** Nobody else looks inside. */
  static final FileAttribute<?> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /** Renames within a file system; what has the new name already is never replaced. */
  void rename(Path from, Path to) throws IOException {
    if (exists(to)) {
      throw new FileAlreadyExistsException(to.toString());
    }
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Renames every child of one directory into another, except one name. */
  final void renameChildren(Path from, Path to, String except) throws IOException {
    for (Path child : children(from)) {
      if (!child.getFileName().toString().equals(except)) {
        rename(child, to.resolve(child.getFileName()));
      }
    }
    sync(from);
    sync(to);
  }

  final boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  final List<Path> children(Path directory) throws IOException {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      stream.forEach(children::add);
    }
    children.sort(null);
    return children;
  }

  /** Makes a directory that looks like another, unless it is there; it appears finished. */
  final void directoryLike(Path directory, Path model) throws IOException {
    if (!exists(directory)) {
      Path unfinished = directory.resolveSibling(directory.getFileName() + ".new");
      Files.deleteIfExists(unfinished);
      Files.createDirectory(unfinished, PRIVATE);
      wear(unfinished, look(model));
      Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** How a directory looks from outside: owner, mode and time, in the order they can be set. */
  final Map<String, Object> look(Path directory) throws IOException {
    Map<String, Object> look = new LinkedHashMap<>();
    for (String name : List.of("unix:uid", "unix:gid", "unix:mode", "unix:lastModifiedTime")) {
      look.put(name, Files.getAttribute(directory, name, LinkOption.NOFOLLOW_LINKS));
    }
    return look;
  }

  /** Makes a directory look so. */
  final void wear(Path directory, Map<String, Object> look) throws IOException {
    for (Map.Entry<String, Object> wanted : look.entrySet()) {
      String name = wanted.getKey();
      Object now = Files.getAttribute(directory, name, LinkOption.NOFOLLOW_LINKS);
      if (!wanted.getValue().equals(now)) {
        Files.setAttribute(directory, name, wanted.getValue(), LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  /** Whether this user made it. */
  final boolean ours(Path path) throws IOException {
    Object owner = Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    return owner.equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }

  /** Makes renames in a directory outlive a loss of power. */
  final void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Deletes a tree, if it is there. */
  final void delete(Path tree) throws IOException {
    if (Files.isDirectory(tree, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(tree)) {
        deleteChildren((SecureDirectoryStream<Path>) stream);
      }
    }
    Files.deleteIfExists(tree);
  }

  // By open directories, not by names: nobody can slip a link under a tree while it is deleted.
  private static void deleteChildren(SecureDirectoryStream<Path> directory) throws IOException {
    for (Path entry : directory) {
      Path name = entry.getFileName();
      if (isDirectory(directory, name)) {
        try (SecureDirectoryStream<Path> below =
            directory.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
          deleteChildren(below);
        }
        directory.deleteDirectory(name);
      } else {
        directory.deleteFile(name);
      }
    }
  }

  private static boolean isDirectory(SecureDirectoryStream<Path> in, Path name) throws IOException {
    return in.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes()
        .isDirectory();
  }
}
