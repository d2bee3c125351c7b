package io.backstay.connectors.sqlite;

import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Replaces a database file by a successor, late and by name.
 *
 * @param live the file
 */
record Restoring(Path live) {

  /** What a recreate would do, refused when it cannot. */
  Facts plan(Duration keep, Tools tools) {
    Replacement plan = Replacement.of(live, Files.exists(live), tools.run().stamp(), keep);
    if (!Files.isWritable(FileSwap.parent(live))) {
      throw Failure.of("R444", "`%s` cannot be written to".formatted(FileSwap.parent(live)))
          .help("A database is replaced by a file beside it; let this user write there.");
    }
    if (plan.exists()) {
      Users.refuse(live);
    }
    return plan.facts();
  }

  /** What a load goes into: the successor this run has made, or else a place without a file. */
  Facts target(Facts debt, Tools tools) {
    if (debt.get("live").isPresent()) {
      return debt.and(Facts.of(Replacement.ALONE, false));
    }
    if (Files.exists(live) && !empty()) {
      throw Failure.of("R443", "`%s` is there and not empty".formatted(live))
          .help("Put `recreate-database` before `load`; it keeps what is there.");
    }
    return plan(Duration.ZERO, tools).and(Facts.of(Replacement.ALONE, true));
  }

  private boolean empty() {
    try (Database database = Database.look(live)) {
      return database.value("SELECT count(*) FROM sqlite_schema").equals("0");
    }
  }

  /** Makes an empty successor that nobody else may read yet. */
  Facts make(Tools tools) {
    Path incoming = Replacement.of(tools.facts()).incoming();
    try {
      FileSwap.drop(incoming);
      Files.createFile(
          incoming,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      throw Failure.of("R444", "`" + incoming + "` is in the way").because(e);
    } catch (IOException e) {
      throw FileSwap.failed("cannot make `" + incoming + "`", e);
    }
    return Facts.NONE;
  }

  /** Writes the successor anew, to the end of the stream, and looks it over. */
  Facts fill(InputStream bytes, Tools tools) {
    make(tools);
    Replacement plan = Replacement.of(tools.facts());
    try (FileChannel file = FileChannel.open(plan.incoming(), StandardOpenOption.WRITE)) {
      bytes.transferTo(Channels.newOutputStream(file));
      file.force(true);
      if (plan.exists()) {
        look(plan.incoming());
      }
    } catch (IOException e) {
      throw FileSwap.failed("cannot write `" + plan.incoming() + "`", e);
    }
    try (Database incoming = Database.open(plan.incoming())) {
      return Facts.of("foreign-key-violations", incoming.check());
    }
  }

  private void look(Path incoming) throws IOException {
    for (String name : List.of("unix:uid", "unix:gid", "unix:mode")) {
      Object wanted = Files.getAttribute(live, name, LinkOption.NOFOLLOW_LINKS);
      if (!wanted.equals(Files.getAttribute(incoming, name))) {
        Files.setAttribute(incoming, name, wanted);
      }
    }
  }

  Facts thenSql(List<String> statements, Tools tools) {
    try (Database incoming = Database.open(Replacement.of(tools.facts()).incoming())) {
      incoming.run(statements);
    }
    return Facts.of("statements", statements.size());
  }

  Facts swapIn(Tools tools) {
    Replacement plan = Replacement.of(tools.facts());
    Instant now = tools.clock().instant();
    FileSwap.in(plan, now.plus(plan.keep()));
    List<Path> swept = FileSwap.sweep(live, plan.previous(), now);
    swept.forEach(
        file -> tools.log("deleted `" + file + "`, kept by an earlier restore until now"));
    return plan.exists()
        ? Facts.of("previous-until", now.plus(plan.keep()).toString())
        : Facts.NONE;
  }

  /** Pays a debt; what was paid before, or never came to be, is left alone. */
  static void pay(String action, Facts facts) {
    Replacement plan = Replacement.of(facts);
    switch (action) {
      case Replacement.SWAP_BACK -> FileSwap.back(plan);
      case Replacement.DROP_INCOMING -> FileSwap.drop(plan.incoming());
      default -> throw new IllegalStateException("no debt " + action);
    }
  }
}
