package io.backstay.connectors.files;

import io.backstay.spi.Durable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What this process can reach itself. */
class LocalDisk implements Disk {

  private static final int MODE_BITS = 07777;

  @Override
  public final boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public final boolean ownDirectory(Path path) throws IOException {
    Object us = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
        && us.equals(Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS));
  }

  @Override
  public final List<Path> children(Path directory) throws IOException {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      stream.forEach(children::add);
    }
    children.sort(null);
    return children;
  }

  @Override
  public final void makeDirectory(Path directory) throws IOException {
    Files.createDirectory(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    if (exists(to)) {
      throw new FileAlreadyExistsException(to.toString());
    }
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public final void renameChildren(Path from, Path to, String except) throws IOException {
    for (Path child : children(from)) {
      if (!child.getFileName().toString().equals(except)) {
        rename(child, to.resolve(child.getFileName()));
      }
    }
    sync(from);
    sync(to);
  }

  @Override
  public final Look look(Path directory) throws IOException {
    Map<String, Object> seen =
        Files.readAttributes(
            directory, "unix:uid,gid,mode,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
    return new Look(
        number(seen, "uid"),
        number(seen, "gid"),
        number(seen, "mode") & MODE_BITS,
        ((FileTime) of(seen, "lastModifiedTime")).toInstant());
  }

  // The mode after the owner, because a change of owner takes bits away.
  @Override
  public final void wear(Path directory, Look look) throws IOException {
    Look now = look(directory);
    if (now.uid() != look.uid()) {
      set(directory, "unix:uid", look.uid());
    }
    if (now.gid() != look.gid()) {
      set(directory, "unix:gid", look.gid());
    }
    set(directory, "unix:mode", look.mode());
    set(directory, "unix:lastModifiedTime", FileTime.from(look.modified()));
  }

  private static void set(Path path, String attribute, Object value) throws IOException {
    Files.setAttribute(path, attribute, value, LinkOption.NOFOLLOW_LINKS);
  }

  private static int number(Map<String, Object> attributes, String name) {
    return (Integer) of(attributes, name);
  }

  private static Object of(Map<String, Object> attributes, String name) {
    Object value = attributes.get(name);
    if (value == null) {
      throw new IllegalStateException("the file system does not tell " + name);
    }
    return value;
  }

  @Override
  public final void flush(Path tree) throws IOException {
    TreeFlush.of(tree);
  }

  @Override
  public final void sync(Path path) throws IOException {
    Durable.force(path);
  }

  @Override
  public final void write(Path file, String text) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.writeString(unfinished, text);
      sync(unfinished);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      sync(file.resolveSibling("."));
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  @Override
  public final String read(Path file) throws IOException {
    return Files.readString(file);
  }

  @Override
  public final List<Path> mountsBelow(Path directory) throws IOException {
    return Mounts.of().below(directory);
  }

  @Override
  public final void deleteEmpty(Path directory) throws IOException {
    Files.delete(directory);
  }

  @Override
  public final void delete(Path tree) throws IOException {
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
