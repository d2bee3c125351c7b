package io.backstay.connectors.redis;

import io.backstay.connectors.databases.Inventory;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a snapshot holds.
 *
 * @param server what wrote it
 * @param format version of how it is written
 * @param lasting keys that never expire, by database
 * @param expiring keys that do, by database
 * @param libraries how many libraries of functions
 * @param aside databases that a restore has put beside live ones
 */
record Toc(
    String server,
    int format,
    Map<Integer, Long> lasting,
    Map<Integer, Long> expiring,
    int libraries,
    Set<Integer> aside) {

  /** What people call a database. */
  static String shown(int database) {
    return "db" + database;
  }

  /** Keys that never expire: others may be gone whenever somebody looks. */
  Map<String, Long> rows() {
    return named(lasting);
  }

  private static Map<String, Long> named(Map<Integer, Long> counts) {
    Map<String, Long> named = new TreeMap<>();
    counts.forEach((database, keys) -> named.put(shown(database), keys));
    return named;
  }

  /** The databases that have such keys. */
  static Inventory inventory(Set<String> databases) {
    return new Inventory(Map.of(Inventory.TABLES, List.copyOf(databases)), Map.of(), 0, List.of());
  }

  Facts facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("format", "rdb");
    facts.put("content", "all");
    facts.put("server", server);
    facts.put("rdb-version", format);
    facts.put("rows", rows());
    facts.put("expiring", named(expiring));
    facts.put("libraries", libraries);
    facts.put("inventory", inventory(rows().keySet()).facts().values());
    return new Facts(facts);
  }

  /**
   * Compares it with what was written down when it was made.
   *
   * @throws Failure when they differ
   */
  void demand(Facts recorded) {
    for (String fact : List.of("rows", "expiring", "libraries")) {
      Object now = facts().get(fact).orElseThrow();
      Object then = recorded.get(fact).orElse(now);
      if (!text(now).equals(text(then))) {
        throw Failure.of("R432", "its %s are %s instead of %s".formatted(fact, now, then));
      }
    }
  }

  // On its way through JSON a number may have become another kind of number.
  private static String text(Object fact) {
    if (!(fact instanceof Map<?, ?> map)) {
      return String.valueOf(fact);
    }
    Map<String, String> sorted = new TreeMap<>();
    map.forEach((name, value) -> sorted.put(String.valueOf(name), String.valueOf(value)));
    return sorted.toString();
  }
}
