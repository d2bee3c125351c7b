package io.backstay.connectors.mariadb;

import io.backstay.connectors.databases.DumpFeed;
import io.backstay.connectors.databases.Inventory;
import io.backstay.connectors.databases.Moment;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Feed;
import io.backstay.spi.Program;
import io.backstay.spi.Tools;
import java.io.IOException;
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
  private static final List<String> ARGUMENTS =
      List.of(
          "--single-transaction",
          "--quick",
          "--routines",
          "--triggers",
          "--events",
          "--hex-blob",
          "--no-tablespaces",
          "--max-allowed-packet=1G",
          "--");

  /** What is known before the first byte. */
  private record Before(Inventory inventory, Map<String, Object> facts, String program) {}

  /** Starts the dump; the client reads it in one transaction. */
  Feed feed(Tools tools) {
    Client client = access.client(tools);
    Before before = before(client, tools);
    Program program = client.start(Client.DUMP, arguments());
    endInput(program);
    return new DumpFeed<>(
        before.program,
        program,
        new DumpScanner(),
        toc -> proven(toc, before, client, tools),
        exit -> judged(before.program, exit, tools));
  }

  /** Makes sure that it can be dumped, and all of it. */
  void demand(Tools tools) {
    try (Session session = Session.open(access.client(tools), database, access.says())) {
      new Catalog(session, database).refuseUnlessAllIsSeen();
    }
  }

  private List<String> arguments() {
    List<String> arguments = new java.util.ArrayList<>(ARGUMENTS);
    arguments.add(database);
    return arguments;
  }

  private Before before(Client client, Tools tools) {
    try (Session session = Session.open(client, database, access.says())) {
      Catalog catalog = new Catalog(session, database);
      catalog.refuseUnlessAllIsSeen();
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("format", "sql");
      facts.put("content", "all");
      facts.put("server", session.value("SELECT VERSION()"));
      facts.put("database-bytes", catalog.bytes());
      say(
          "not-consistent",
          "not of one moment, for their engine has no transactions",
          catalog.withoutTransactions(),
          facts,
          tools);
      say("without-history", "dumped without their history", catalog.versioned(), facts, tools);
      return new Before(catalog.inventory(), facts, session.server().dump());
    }
  }

  private static void say(
      String fact, String what, List<String> tables, Map<String, Object> facts, Tools tools) {
    if (!tables.isEmpty()) {
      facts.put(fact, tables);
      tools.log("tables that are " + what + ": " + String.join(", ", tables));
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

  private static void judged(String program, Program.Exit exit, Tools tools) {
    Trouble.lines(exit.stderr()).forEach(tools::log);
    if (!exit.ok()) {
      throw Trouble.exited(program, exit);
    }
  }

  // Names are no part of a transaction: only where none came or went is it known what belongs.
  private Facts proven(Toc toc, Before before, Client client, Tools tools) {
    try (Session session = Session.open(client, database, access.says())) {
      List<String> changes =
          before.inventory().differences(new Catalog(session, database).inventory());
      if (!changes.isEmpty()) {
        throw Failure.of("R433", "the structure changed meanwhile: " + String.join("; ", changes))
            .help("Dump it again while nobody makes or drops tables.")
            .transientOne();
      }
    }
    toc.demand(before.inventory());
    if (Moment.held(tools)) {
      Moment.write(toc.rows(), tools);
    }
    Map<String, Object> facts = new LinkedHashMap<>(before.facts());
    facts.put("rows", toc.rows());
    facts.put("inventory", before.inventory().facts().values());
    return new Facts(facts);
  }
}
