package io.backstay.connectors.mongodb;

import io.backstay.connectors.databases.DumpFeed;
import io.backstay.connectors.databases.DumpFeed.Followed;
import io.backstay.connectors.databases.Moment;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Feed;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * What MongoDB's programs do with a database.
 *
 * @param access how the server is reached
 * @param database name of the database
 * @param tools of the step
 */
record Programs(Access access, String database, Tools tools) {

  /** A dump. */
  Feed dump(int jobs) {
    Call call = dumping(jobs);
    return new DumpFeed<>(
        Access.DUMP,
        call,
        new ArchiveScanner(),
        this::learnt,
        exit -> Call.judge(Access.DUMP, call.uri(), exit));
  }

  private Call dumping(int jobs) {
    List<String> arguments =
        List.of("--db=" + database, "--archive", "--numParallelCollections=" + jobs);
    return access.start(Access.DUMP, tools, arguments).alone();
  }

  // The program finds no fault with a database that does not exist.
  private Facts learnt(Contents contents) {
    if (contents.names().isEmpty()) {
      throw Failure.of("R432", "database `" + database + "` has no collection")
          .help("Correct `database` of the source.");
    }
    if (Moment.held(tools)) {
      Moment.write(contents.rows(), tools);
    }
    return contents.facts();
  }

  /** What the database holds now, found out by a dump of which nothing is kept. */
  Contents now() {
    ArchiveScanner scanner = new ArchiveScanner();
    try (Call call = dumping(1)) {
      new Followed(call.output(), scanner).transferTo(OutputStream.nullOutputStream());
      Call.judge(Access.DUMP, call.uri(), call.await());
      return scanner.finish();
    } catch (IOException e) {
      throw Failure.of("R430", Access.DUMP + " cannot be read: " + e.getMessage()).because(e);
    }
  }

  /** Fails when the database holds anything: what it does is said at the beginning of a dump. */
  void demandEmpty() {
    access.program(Access.RESTORE);
    ArchiveScanner scanner = new ArchiveScanner();
    byte[] buffer = new byte[64 << 10];
    try (Call call = dumping(1)) {
      InputStream begin = new Followed(call.output(), scanner);
      while (!scanner.begun()) {
        if (begin.read(buffer) < 0) {
          Call.judge(Access.DUMP, call.uri(), call.await());
          scanner.finish();
        }
      }
    } catch (IOException e) {
      throw Failure.of("R430", Access.DUMP + " cannot be read: " + e.getMessage()).because(e);
    }
    Contents there = scanner.contents();
    if (!there.names().isEmpty()) {
      throw Failure.of(
              "R434",
              "database `%s` is not empty: it has %s"
                  .formatted(database, there.names().values().iterator().next().getFirst()))
          .help(
              "Nothing that is there is replaced: load into a source with another `database`, or"
                  + " drop this one yourself.");
    }
  }

  /** Loads an archive, and compares what came of it. */
  Facts load(InputStream archive, int jobs) {
    try {
      Contents wanted = loaded(archive, jobs);
      String differences = now().differences(wanted.inventory(), wanted.rows());
      if (!differences.isEmpty()) {
        throw Failure.of("R439", "what was loaded is not what the dump holds: " + differences);
      }
      return Facts.of("rows", wanted.rows());
    } catch (Failure e) {
      String left = "Drop what was loaded into `" + database + "` before the next attempt.";
      throw Failure.of(e.code(), e.message())
          .help(e.help() == null ? left : e.help() + " " + left)
          .because(e);
    }
  }

  private Contents loaded(InputStream archive, int jobs) {
    List<String> arguments =
        List.of(
            "--archive",
            "--nsFrom=$db$.$collection$",
            "--nsTo=" + database + ".$collection$",
            "--stopOnError",
            "--numParallelCollections=" + jobs);
    ArchiveScanner scanner = new ArchiveScanner();
    try (Call call = access.start(Access.RESTORE, tools, arguments)) {
      call.feed(new Followed(archive, scanner));
      Contents contents = scanner.finish();
      Call.judge(Access.RESTORE, call.uri(), call.alone().await());
      return contents;
    } catch (IOException e) {
      throw Failure.of("R439", "the dump cannot be read to its end: " + e.getMessage()).because(e);
    }
  }
}
