package io.backstay.connectors.postgres;

import io.backstay.connectors.databases.DumpFeed;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Program;
import io.backstay.spi.Tools;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Loads a dump into a database beside the live one that is empty at the start of every attempt.
 *
 * @param access how the server is reached
 * @param incoming name of that database
 */
record Loading(Access access, String incoming) {
  private static final String ARCHIVE = "PGDMP";

  /** Takes the dump, to the end of the stream, and brings the statistics up to date. */
  Facts load(InputStream bytes, LoadRequest request, Tools tools) {
    Client client;
    try (SqlSession session = access.session(incoming, tools)) {
      client = access.client(new Catalog(session).version(), tools);
      request.extensions().forEach(extension -> extend(session, extension));
    }
    try {
      BufferedInputStream dump = new BufferedInputStream(bytes, 256 << 10);
      Toc toc =
          isArchive(dump)
              ? archive(client, dump, request, tools)
              : script(client, dump, request, tools);
      return new Facts(Map.of("entries", toc.counts(), "loaded-with", client.version().toString()));
    } catch (IOException e) {
      throw Failure.of("R439", "the dump cannot be read to its end: " + e.getMessage()).because(e);
    }
  }

  private static void extend(SqlSession session, String extension) {
    try {
      session.run("CREATE EXTENSION IF NOT EXISTS " + Sql.quoted(extension));
    } catch (Failure e) {
      throw Failure.of(
              "R434", "extension `%s` cannot be created: %s".formatted(extension, e.message()))
          .because(e)
          .help(
              "The server has to have it installed, and the role has to be allowed to create it.");
    }
  }

  private static boolean isArchive(BufferedInputStream dump) throws IOException {
    dump.mark(ARCHIVE.length());
    byte[] start = dump.readNBytes(ARCHIVE.length());
    dump.reset();
    return new String(start, StandardCharsets.US_ASCII).equals(ARCHIVE);
  }

  // Several workers need a file they can seek in; and what is damaged is found out before the
  // first of them starts.
  private Toc archive(Client client, InputStream dump, LoadRequest request, Tools tools)
      throws IOException {
    DumpScanner scanner = new ArchiveScanner();
    try (Client.Spool spool = client.spool(incoming)) {
      spool.fill(new DumpFeed.Followed(dump, scanner));
      Toc toc = scanner.finish();
      Restore restore = new Restore(client, incoming, spool.path(), request.jobs(), tools);
      if (request.tables().isEmpty()) {
        restore.all();
        new Statistics(access, incoming).refresh(request.jobs(), tools);
      } else {
        Wanted wanted = Wanted.in(toc, request.tables());
        restore.structure();
        restore.rows(found(wanted, tools));
      }
      return toc;
    }
  }

  private Toc script(Client client, InputStream dump, LoadRequest request, Tools tools)
      throws IOException {
    Script.refuseUnlessRestricted(client.version());
    Toc toc = run(client, dump, tools);
    if (request.tables().isEmpty()) {
      new Statistics(access, incoming).refresh(request.jobs(), tools);
    } else {
      found(Wanted.in(toc, request.tables()), tools);
    }
    return toc;
  }

  private Toc run(Client client, InputStream dump, Tools tools) throws IOException {
    try (Program psql = client.start(incoming, "psql", Script.ARGUMENTS)) {
      Toc toc = fed(psql, dump, new ScriptScanner());
      Program.Exit exit = psql.await();
      Trouble.lines(exit.stderr()).forEach(tools::log);
      if (!exit.ok()) {
        throw Trouble.loading("psql", exit);
      }
      return toc;
    }
  }

  // Once psql has given up it stops reading; why, is in its last words and not in a broken pipe.
  private static Toc fed(Program psql, InputStream dump, DumpScanner scanner) throws IOException {
    Script script = new Script(psql.input());
    try {
      script.begin();
      script.copy(new DumpFeed.Followed(dump, scanner));
      Toc toc = scanner.finish();
      script.commit();
      return toc;
    } catch (Script.Gone e) {
      throw Trouble.loading("psql", psql.await());
    }
  }

  private List<Anatomy> found(Wanted wanted, Tools tools) {
    try (SqlSession session = access.session(incoming, tools)) {
      return wanted.anatomies(session);
    }
  }
}
