package io.backstay.connectors.postgres;

import io.backstay.connectors.databases.DumpFeed;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Feed;
import io.backstay.spi.Program;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes dumps of one database.
 *
 * @param access how its server is reached
 * @param database its name
 */
record Dumping(Access access, String database) {
  private static final String LOCK_WAIT_MILLIS = "60000";

  /** Starts the dump of a database, in the snapshot that is held around it. */
  Feed feed(DumpRequest request, Tools tools) {
    if (request.cluster()) {
      return cluster(tools);
    }
    String snapshot = fact(Snapshot.ID, tools);
    Client client = access.client(Version.number(fact(Snapshot.SERVER, tools)), tools);
    try (SqlSession session = access.session(database, tools)) {
      Snapshot.enter(session, snapshot);
      Catalog catalog = new Catalog(session);
      DumpRequest exact = exact(request, catalog);
      Completeness completeness = new Completeness(exact, catalog.inventory());
      long bytes = Probe.size(session);
      Program program = client.start(database, "pg_dump", arguments(exact, snapshot, catalog));
      endInput(program);
      return new DumpFeed<>(
          "pg_dump",
          program,
          DumpScanner.of(exact.format()),
          toc -> proven(completeness, toc, client).and(whole(exact, bytes)),
          exit -> judged("pg_dump", exit, tools));
    }
  }

  private static String fact(String name, Tools tools) {
    return tools
        .facts()
        .text(name)
        .orElseThrow(() -> new IllegalStateException("a dump without a snapshot around it"));
  }

  private static DumpRequest exact(DumpRequest request, Catalog catalog) {
    List<String> tables =
        request.tables().stream()
            .map(catalog::table)
            .map(table -> Catalog.shown(table.schema(), table.name()))
            .toList();
    return new DumpRequest(request.format(), request.packed(), request.content(), tables, false);
  }

  private static List<String> arguments(DumpRequest request, String snapshot, Catalog catalog) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--format=" + request.format());
    if (request.packed() && request.format().equals(DumpFormat.CUSTOM)) {
      arguments.add("--compress=0");
    }
    arguments.add("--snapshot=" + snapshot);
    arguments.add("--lock-wait-timeout=" + LOCK_WAIT_MILLIS);
    switch (request.content()) {
      case "schema" -> arguments.add("--schema-only");
      case "data" -> arguments.add("--data-only");
      default -> {}
    }
    if (!request.tables().isEmpty()) {
      arguments.add("--strict-names");
      request
          .tables()
          .forEach(table -> arguments.add("--table=" + Sql.quoted(catalog.table(table))));
    }
    return arguments;
  }

  private static void judged(String program, Program.Exit exit, Tools tools) {
    Trouble.lines(exit.stderr()).forEach(tools::log);
    if (!exit.ok()) {
      throw Trouble.exited(program, exit);
    }
  }

  private static void endInput(Program program) {
    try {
      program.input().close();
    } catch (IOException e) {
      // It has ended already; how, is judged when its output has been read.
      return;
    }
  }

  private static Facts proven(Completeness completeness, Toc toc, Client client) {
    completeness.demand(toc);
    DumpRequest request = completeness.request();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("format", request.format());
    facts.put("content", request.content());
    if (!request.tables().isEmpty()) {
      facts.put("tables", request.tables());
    }
    facts.put("pg-dump", client.version().toString());
    facts.put("entries", toc.counts());
    facts.put("inventory", completeness.inventory().facts().values());
    return new Facts(facts);
  }

  /** How much room it takes to load it; nobody knows that of a part. */
  private static Facts whole(DumpRequest request, long bytes) {
    boolean whole = request.tables().isEmpty() && request.content().equals("all");
    return whole ? Facts.of("database-bytes", bytes) : Facts.NONE;
  }

  // Several databases have no common snapshot; what is proven is that the script has its end.
  private Feed cluster(Tools tools) {
    Client client;
    try (SqlSession session = access.session(database, tools)) {
      client = access.client(new Catalog(session).version(), tools);
    }
    Program program =
        client.start(database, "pg_dumpall", List.of("--lock-wait-timeout=" + LOCK_WAIT_MILLIS));
    endInput(program);
    return new DumpFeed<>(
        "pg_dumpall",
        program,
        new ScriptScanner(),
        toc -> clusterFacts(toc, client),
        exit -> judged("pg_dumpall", exit, tools));
  }

  private static Facts clusterFacts(Toc toc, Client client) {
    if (toc.entries().isEmpty()) {
      throw Failure.of("R432", "the dump of all databases holds nothing");
    }
    return new Facts(
        Map.of(
            "format",
            DumpFormat.PLAIN,
            "content",
            "cluster",
            "pg-dump",
            client.version().toString(),
            "entries",
            toc.counts()));
  }
}
