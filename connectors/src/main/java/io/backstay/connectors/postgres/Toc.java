package io.backstay.connectors.postgres;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The table of contents of a dump.
 *
 * @param version what made the dump, as it says itself
 * @param entries what it holds
 */
record Toc(String version, Set<Entry> entries) {

  /**
   * One thing in a dump.
   *
   * @param type pg_dump's word: {@code TABLE}, {@code TABLE DATA}, {@code SEQUENCE}
   * @param schema empty when it is in none
   * @param name what it is called
   */
  record Entry(String type, String schema, String name) {}

  boolean has(String type, String schema, String name) {
    return entries.contains(new Entry(type, schema, name));
  }

  /** How many entries there are of each type. */
  Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    entries.forEach(entry -> counts.merge(entry.type(), 1L, Long::sum));
    return counts;
  }
}
