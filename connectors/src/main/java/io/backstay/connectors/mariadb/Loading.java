package io.backstay.connectors.mariadb;

import io.backstay.connectors.databases.DumpFeed;
import io.backstay.connectors.databases.Inventory;
import io.backstay.connectors.databases.Part;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Loads a dump into a database beside the live one that is empty at the start of every attempt.
 *
 * @param access how the server is reached
 * @param incoming name of that database
 */
record Loading(Access access, String incoming) {
  private static final int SHOWN = 5;

  /**
   * Takes the dump, to the end of the stream, and counts what came of it.
   *
   * @param wanted tables it has to hold
   */
  Facts load(InputStream bytes, List<String> wanted, Tools tools) {
    Client client = access.client(tools);
    DumpScanner scanner = new DumpScanner();
    Toc toc = fed(new DumpFeed.Followed(bytes, scanner), scanner, client);
    refuseMissing(LoadRequest.names(wanted), toc);
    try (Session session = Session.open(client, access.says())) {
      demand(toc.rows(), new Catalog(session, incoming).counts(List.of("all")));
    }
    return Facts.of("rows", toc.rows());
  }

  private static void refuseMissing(List<String> wanted, Toc toc) {
    List<String> there = List.copyOf(toc.names().getOrDefault(Inventory.TABLES, Set.of()));
    for (String table : wanted) {
      if (!there.contains(Toc.shown(table))) {
        throw Part.notDumped(Toc.shown(table), there);
      }
    }
  }

  private Toc fed(InputStream dump, DumpScanner scanner, Client client) {
    try (Script script = Script.into(client, incoming, access.says())) {
      script.feed(dump);
      Toc toc = scanner.finish();
      script.end();
      return toc;
    } catch (IOException e) {
      throw Failure.of("R439", "the dump cannot be read to its end: " + e.getMessage()).because(e);
    }
  }

  private static void demand(Map<String, Long> dumped, Map<String, Object> loaded) {
    List<String> wrong = new ArrayList<>();
    dumped.forEach(
        (table, rows) -> {
          Object there = loaded.getOrDefault(table, "no");
          if (!String.valueOf(there).equals(String.valueOf(rows))) {
            wrong.add("%s has %s rows instead of %d".formatted(table, there, rows));
          }
        });
    if (!wrong.isEmpty()) {
      String some = String.join("; ", wrong.subList(0, Math.min(SHOWN, wrong.size())));
      throw Failure.of("R439", "what was loaded is not what the dump holds: " + some);
    }
  }
}
