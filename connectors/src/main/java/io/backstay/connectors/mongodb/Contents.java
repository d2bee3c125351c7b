package io.backstay.connectors.mongodb;

import io.backstay.connectors.databases.Inventory;
import io.backstay.spi.Facts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an archive holds.
 *
 * @param server version of the server it is of
 * @param tool version of what has written it
 * @param database name of the database; empty when it holds no collection
 * @param names by kind
 * @param rows documents of each collection
 */
record Contents(
    String server,
    String tool,
    String database,
    Map<String, List<String>> names,
    Map<String, Long> rows) {
  private static final int SHOWN = 5;

  Inventory inventory() {
    return new Inventory(names, Map.of(), 0, List.of());
  }

  Facts facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("format", "archive");
    facts.put("content", "all");
    facts.put("server", server);
    facts.put("tool", tool);
    facts.put("database", database);
    facts.put("rows", rows);
    facts.put("inventory", inventory().facts().values());
    return new Facts(facts);
  }

  /** In what this differs from what it has to be, as people read it; empty when in nothing. */
  String differences(Inventory wanted, Map<?, ?> wantedRows) {
    List<String> all = new ArrayList<>(wanted.differences(inventory()));
    Map<String, String> then = new TreeMap<>();
    wantedRows.forEach((name, count) -> then.put(String.valueOf(name), String.valueOf(count)));
    then.forEach(
        (name, count) -> {
          Long now = rows.get(name);
          if (now != null && !now.toString().equals(count)) {
            all.add("%s has %d documents instead of %s".formatted(name, now, count));
          }
        });
    return String.join("; ", all.subList(0, Math.min(SHOWN, all.size())));
  }
}
