package io.backstay.connectors.sqlite;

import io.backstay.spi.Durable;
import io.backstay.spi.Failure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts one database file in the place of another by renames, so that the live name leads to all of
 * the old or all of the new at any instant. A log that belongs to the one never meets the other.
 */
final class FileSwap {
  private static final List<String> LOGS = List.of("-wal", "-shm", "-journal");
  private static final String KEEP_UNTIL = ".keep-until";

  private FileSwap() {}

  /** The successor becomes live, the old one is kept; done already, it does nothing more. */
  static void in(Replacement plan, Instant until) {
    if (!Files.exists(plan.incoming()) && Files.exists(plan.live())) {
      return;
    }
    try {
      if (plan.exists()) {
        settle(plan.live());
        if (!Files.exists(plan.previous())) {
          Files.createLink(plan.previous(), plan.live());
        }
        Path note = Database.beside(plan.previous(), KEEP_UNTIL);
        Files.writeString(note, until + "\n");
        Durable.force(note);
      }
      rename(plan.incoming(), plan.live());
    } catch (IOException e) {
      throw failed("cannot make `" + plan.incoming() + "` live", e);
    }
  }

  // Opened and closed by nobody else, a database takes what is in its logs into itself and removes
  // them; where they stay, somebody still uses it.
  private static void settle(Path live) {
    Users.refuse(live);
    try (Database database = Database.open(live)) {
      database.rows("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    for (String log : LOGS) {
      if (Files.exists(Database.beside(live, log))) {
        throw Failure.of("R443", "`%s` is in use: `%s%s` is there".formatted(live, live, log))
            .help("Stop what uses it first.");
      }
    }
  }

  /** The old one becomes live again; done already, or never swapped, it does nothing. */
  static void back(Replacement plan) {
    try {
      if (plan.exists() && Files.exists(plan.previous())) {
        removeLogs(plan.live());
        rename(plan.previous(), plan.live());
        // Two names of one file, as before the swap, stay two names whoever renames them.
        Files.deleteIfExists(plan.previous());
        Files.deleteIfExists(Database.beside(plan.previous(), KEEP_UNTIL));
      } else if (!plan.exists() && !Files.exists(plan.incoming())) {
        removeLogs(plan.live());
        Files.deleteIfExists(plan.live());
      }
    } catch (IOException e) {
      throw failed("cannot make `" + plan.previous() + "` live again", e);
    }
  }

  /** Removes a successor that is not wanted any more. */
  static void drop(Path incoming) {
    try {
      removeLogs(incoming);
      Files.deleteIfExists(incoming);
    } catch (IOException e) {
      throw failed("cannot delete `" + incoming + "`", e);
    }
  }

  /** Deletes what former restores have kept of a database, and whose time is over. */
  static List<Path> sweep(Path live, Path except, Instant now) {
    List<Path> swept = new ArrayList<>();
    String prefix = live.getFileName() + ".before_";
    try (DirectoryStream<Path> all = Files.newDirectoryStream(parent(live))) {
      for (Path note : all) {
        String name = note.getFileName().toString();
        if (name.startsWith(prefix) && name.endsWith(KEEP_UNTIL) && over(note, now)) {
          Path kept = note.resolveSibling(name.substring(0, name.length() - KEEP_UNTIL.length()));
          if (!kept.equals(except)) {
            Files.deleteIfExists(kept);
            Files.delete(note);
            swept.add(kept);
          }
        }
      }
    } catch (IOException e) {
      throw failed("cannot look for what was kept of `" + live + "`", e);
    }
    return swept;
  }

  private static boolean over(Path note, Instant now) throws IOException {
    try {
      return !now.isBefore(Instant.parse(Files.readString(note).strip()));
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static void removeLogs(Path database) throws IOException {
    for (String log : LOGS) {
      Files.deleteIfExists(Database.beside(database, log));
    }
  }

  private static void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    Durable.force(parent(to));
  }

  static Path parent(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalStateException("a database has a directory");
    }
    return parent;
  }

  static Failure failed(String what, IOException cause) {
    return Failure.of("R444", what + ": " + cause.getMessage()).because(cause);
  }
}
