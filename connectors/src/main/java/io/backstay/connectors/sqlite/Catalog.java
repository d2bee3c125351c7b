package io.backstay.connectors.sqlite;

import io.backstay.connectors.databases.Inventory;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What can be asked of a database.
 *
 * @param database open
 */
record Catalog(Database database) {
  private static final String OURS = " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";

  /** What there is. */
  Inventory inventory() {
    Map<String, List<String>> relations = new LinkedHashMap<>();
    for (String kind : List.of("table", "view", "index", "trigger")) {
      List<String> names =
          database
              .rows("SELECT name FROM sqlite_schema WHERE type = '" + kind + "'" + OURS)
              .stream()
              .map(List::getFirst)
              .toList();
      relations.put(kind.equals("index") ? "indexes" : kind + "s", names);
    }
    return new Inventory(relations, Map.of(), 0, List.of());
  }

  /** Rows of tables; {@code all} is every one. */
  Map<String, Object> counts(List<String> tables) {
    List<String> there = inventory().names(Inventory.TABLES);
    List<String> counted = tables.equals(List.of("all")) ? there : tables;
    Map<String, Object> counts = new LinkedHashMap<>();
    for (String table : counted) {
      if (!there.contains(table)) {
        throw Failure.of("R441", "there is no table `" + table + "`");
      }
      String quoted = '"' + table.replace("\"", "\"\"") + '"';
      counts.put(table, Long.parseLong(database.value("SELECT count(*) FROM " + quoted)));
    }
    return counts;
  }

  /** The structure of everything, a statement each, and its digest. */
  Facts schema() {
    String text =
        database
            .rows("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL" + OURS + " ORDER BY 1")
            .stream()
            .map(row -> row.getFirst().replaceAll("\\s+", " ") + "\n")
            .collect(Collectors.joining());
    return new Facts(Map.of("schema", text, "schema-sha256", sha256(text)));
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
