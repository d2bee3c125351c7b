package io.backstay.run;

import java.io.IOException;
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

  private static FileAttribute<Set<PosixFilePermission>> mode(String text) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
  }
}
