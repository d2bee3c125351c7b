package io.backstay.set;

import io.backstay.spi.Durable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/** Small files of the state directory that nobody but their owner can read. */
final class PrivateFile {
  private static final FileAttribute<?> FILE = mode("rw-------");
  private static final FileAttribute<?> DIRECTORY = mode("rwx------");

  private PrivateFile() {}

  /** Replaces or makes a file; it is durable, and whole at every instant. */
  static void replace(Path file, byte[] content) throws IOException {
    Path part = written(file, content);
    try {
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
    Durable.force(part.resolveSibling("."));
  }

  /**
   * Makes a file, unless somebody else has.
   *
   * @throws java.nio.file.FileAlreadyExistsException when somebody has
   */
  static void create(Path file, byte[] content) throws IOException {
    Path part = written(file, content);
    try {
      Files.createLink(file, part);
    } finally {
      Files.deleteIfExists(part);
    }
    Durable.force(part.resolveSibling("."));
  }

  private static Path written(Path file, byte[] content) throws IOException {
    Path part = file.resolveSibling(".part-" + UUID.randomUUID());
    Files.createDirectories(part.resolveSibling(".").normalize(), DIRECTORY);
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(part, options, FILE)) {
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
    return part;
  }

  private static FileAttribute<?> mode(String text) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
  }
}
