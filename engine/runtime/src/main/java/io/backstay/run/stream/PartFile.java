package io.backstay.run.stream;

import io.backstay.run.stream.StreamException.Kind;
import io.backstay.spi.Durable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that is written as {@code <name>.part} and gets its name when all of it is on disk. A
 * crash leaves at most the part, which the next attempt replaces.
 */
final class PartFile implements AutoCloseable {
  private final Path name;
  private final Path part;
  private final DiskOutput output;
  private boolean published;

  private PartFile(Path name, Path part, DiskOutput output) {
    this.name = name;
    this.part = part;
    this.output = output;
  }

  /** Starts a file that does not exist yet; missing directories are made, for the owner only. */
  static PartFile create(Path name) throws IOException {
    Path part = name.resolveSibling(name.getFileName() + ".part");
    try {
      Durable.directories(directory(name), OwnerOnly.DIRECTORY);
      refuseExisting(name);
      Files.deleteIfExists(part);
      return new PartFile(name, part, DiskOutput.create(part));
    } catch (FileAlreadyExistsException e) {
      throw StreamException.of(Kind.UNWRITABLE, "`" + e.getFile() + "` exists already").because(e);
    } catch (IOException e) {
      throw WriteFailure.unwritable(part, e);
    }
  }

  private static Path directory(Path name) {
    Path parent = name.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException(name + " has no directory");
    }
    return parent;
  }

  private static void refuseExisting(Path name) throws IOException {
    if (Files.exists(name, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(name.toString());
    }
  }

  void write(ByteBuffer bytes) throws IOException {
    try {
      output.write(bytes);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw WriteFailure.of(part, output.left() + bytes.remaining(), e);
    }
  }

  /** Returns when all that was written is on disk. */
  void sync() throws IOException {
    try {
      output.sync();
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw WriteFailure.of(part, Math.max(output.left(), 1), e);
    }
  }

  /** Gives the file its name; after {@link #sync}. */
  void publish() throws IOException {
    try {
      refuseExisting(name);
      Files.move(part, name, StandardCopyOption.ATOMIC_MOVE);
      published = true;
      Durable.force(directory(name));
    } catch (IOException e) {
      throw WriteFailure.unwritable(name, e);
    }
  }

  /** Takes the name away again and removes the file. */
  void withdraw() {
    if (published) {
      remove(name);
    }
    close();
  }

  /** Removes the part of a file that was not published. */
  @Override
  public void close() {
    Closing.quietly(output::close);
    if (!published) {
      remove(part);
    }
  }

  private static void remove(Path path) {
    Closing.quietly(() -> Files.deleteIfExists(path));
  }
}
