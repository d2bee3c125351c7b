package io.backstay.connectors.mariadb;

import io.backstay.connectors.databases.Part;
import io.backstay.connectors.databases.SideName;
import io.backstay.spi.Facts;
import io.backstay.spi.Tools;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Exchanges the rows of some tables for those that wait in a database beside the live one, in one
 * transaction: at any instant the live one has all of the old rows or all of the new.
 *
 * @param access how the server is reached
 * @param live name of the database
 */
record Exchange(Access access, String live) {
  private static final List<String> EXACTLY =
      List.of(
          "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
          "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO'",
          "SET SESSION foreign_key_checks = 0",
          "START TRANSACTION");

  /** Does it, and says how many rows there are now. */
  Facts of(List<String> tables, Tools tools) {
    List<String> names = LoadRequest.names(tables);
    try (Session session = Session.open(access.client(tools), live, access.says())) {
      EXACTLY.forEach(session::run);
      Map<String, Object> counts = new LinkedHashMap<>();
      for (String table : names) {
        counts.put(Toc.shown(table), exchanged(session, table));
      }
      ForeignKey.of(session, live, names).forEach(key -> key.demand(session));
      session.run("COMMIT");
      return Facts.of("rows", counts);
    }
  }

  // Looking at a table in a transaction keeps it from being altered until the end.
  private long exchanged(Session session, String table) {
    String own = Sql.quoted(live, table);
    String waiting = Sql.quoted(SideName.incoming(live), table);
    session.run("SELECT 1 FROM " + own + " LIMIT 0");
    new Catalog(session, live).demandReplaceable(table);
    Layout there = Layout.of(session, live, table);
    Layout dumped = Layout.of(session, SideName.incoming(live), table);
    List<String> differences = there.differences(dumped);
    if (!differences.isEmpty()) {
      throw Part.changed(Toc.shown(table), differences);
    }
    session.run("DELETE FROM " + own);
    session.run(
        "INSERT INTO %s (%s) SELECT %s FROM %s"
            .formatted(own, dumped.copied(), dumped.copied(), waiting));
    return proven(session, table, own, waiting);
  }

  private static long proven(Session session, String table, String own, String waiting) {
    long wanted = Long.parseLong(session.value("SELECT COUNT(*) FROM " + waiting));
    long there = Long.parseLong(session.value("SELECT COUNT(*) FROM " + own));
    if (there != wanted) {
      throw Part.miscounted(Toc.shown(table), there, wanted);
    }
    return there;
  }
}
