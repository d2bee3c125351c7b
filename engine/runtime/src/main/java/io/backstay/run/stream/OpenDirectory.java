package io.backstay.run.stream;

import io.backstay.run.stream.StreamException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A directory held open. What is opened through it lies in that very directory, even when somebody
 * replaces a part of its path by a symbolic link meanwhile. It closes when the last one who
 * retained it has let go.
 */
final class OpenDirectory {
  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  private static final Set<OpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

  private final Path path;
  private final SecureDirectoryStream<Path> stream;
  private final AtomicInteger users = new AtomicInteger(1);

  private OpenDirectory(Path path, SecureDirectoryStream<Path> stream) {
    this.path = path;
    this.stream = stream;
  }

  /** Opens the directory at the top; the path itself may lead through links. */
  @SuppressWarnings("StreamResourceLeak") // closed by whoever lets go last
  static OpenDirectory top(Path path) throws IOException {
    DirectoryStream<Path> stream = Files.newDirectoryStream(path);
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return new OpenDirectory(path, secure);
    }
    stream.close();
    throw StreamException.of(
        Kind.UNREADABLE,
        "`" + path + "` lies on a system that cannot open files relative to a directory");
  }

  /** Opens a directory in this one; a link is refused. */
  OpenDirectory open(Path name) throws IOException {
    return new OpenDirectory(
        path.resolve(name), stream.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS));
  }

  FileChannel read(Path name) throws IOException {
    return channel(name, READ);
  }

  /** Opens a file for writing that does not exist yet, for the owner only. */
  FileChannel create(Path name) throws IOException {
    return channel(name, NEW, OwnerOnly.FILE);
  }

  private FileChannel channel(
      Path name, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    SeekableByteChannel channel = stream.newByteChannel(name, options, attributes);
    if (channel instanceof FileChannel file) {
      return file;
    }
    channel.close();
    throw new IllegalStateException("a file opened through a directory is no file channel");
  }

  /** Names in it, in the system's order; may be asked once. */
  Iterator<Path> entries() {
    return stream.iterator();
  }

  /** Attributes of an entry, or of the directory itself for null; links are not followed. */
  PosixFileAttributes attributes(@Nullable Path name) throws IOException {
    return view(name).readAttributes();
  }

  PosixFileAttributeView view(@Nullable Path name) {
    return name == null
        ? stream.getFileAttributeView(PosixFileAttributeView.class)
        : stream.getFileAttributeView(
            name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** Moves an entry to another directory. */
  void move(Path name, OpenDirectory to, Path other) throws IOException {
    stream.move(name, to.stream, other);
  }

  /** Removes an empty directory in this one. */
  void remove(Path name) throws IOException {
    stream.deleteDirectory(name);
  }

  /** Where an entry is, or was when the directory was opened. */
  Path path(@Nullable Path name) {
    return name == null ? path : path.resolve(name);
  }

  OpenDirectory retain() {
    users.incrementAndGet();
    return this;
  }

  void release() {
    if (users.decrementAndGet() == 0) {
      Closing.quietly(stream);
    }
  }
}
