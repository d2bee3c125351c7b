package io.backstay.run;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and directories nobody but their owner can read. */
final class Private {
  /** Mode 0600. */
  static final FileAttribute<Set<PosixFilePermission>> FILE = mode("rw-------");

  /** Mode 0700. */
  static final FileAttribute<Set<PosixFilePermission>> DIRECTORY = mode("rwx------");

  private Private() {}

  /** Makes a directory and what is missing above it. */
  static Path directory(Path path) throws IOException {
    return Files.createDirectories(path, DIRECTORY);
  }

  /** Makes what happened to the names in a directory durable. */
  static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, READ)) {
      channel.force(true);
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> mode(String text) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
  }
}
