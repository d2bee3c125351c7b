package io.backstay.connectors.sqlite;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Who has a database open. A file cannot be replaced under a process: it would go on writing into
 * the old one, and nobody would ever see it.
 */
final class Users {
  private static final Path PROCESSES = Path.of("/proc");

  private Users() {}

  /**
   * Refuses a file that is in use, as far as this user may know.
   *
   * @throws Failure when it is
   */
  static void refuse(Path database) {
    List<String> users = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[1-9]*")) {
      Path real = Files.exists(database) ? database.toRealPath() : database;
      for (Path process : processes) {
        if (has(process, real)) {
          users.add(name(process));
        }
      }
    } catch (IOException e) {
      return;
    }
    if (!users.isEmpty()) {
      throw Failure.of("R443", "`%s` is open in %s".formatted(database, String.join(", ", users)))
          .help("Stop what uses it first; a `stop-container` or `stop-service` step can do that.");
    }
  }

  // What other users have open cannot be seen, and processes end while they are looked at.
  private static boolean has(Path process, Path file) {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : open) {
        if (Files.isSymbolicLink(descriptor) && leadsTo(descriptor, file)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean leadsTo(Path descriptor, Path file) {
    try {
      return Files.readSymbolicLink(descriptor).equals(file);
    } catch (IOException e) {
      return false;
    }
  }

  private static String name(Path process) {
    try {
      return "process %s (%s)"
          .formatted(process.getFileName(), Files.readString(process.resolve("comm")).strip());
    } catch (IOException e) {
      return "process " + process.getFileName();
    }
  }
}
