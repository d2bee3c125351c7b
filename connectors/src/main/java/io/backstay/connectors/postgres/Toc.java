package io.backstay.connectors.postgres;

import io.backstay.connectors.databases.TableName;
import java.util.List;
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

  /** Whether something that is in a schema is there; a script has every name on one line. */
  boolean holds(String type, TableName thing) {
    String schema = thing.schema().isEmpty() ? "public" : thing.schema();
    return has(type, schema, thing.name()) || has(type, oneLine(schema), oneLine(thing.name()));
  }

  private static String oneLine(String name) {
    return name.replace('\n', ' ').replace('\r', ' ');
  }

  /** The names of all things of a type, as people read them. */
  List<String> names(String type) {
    return entries.stream()
        .filter(entry -> entry.type().equals(type))
        .map(entry -> Catalog.shown(entry.schema(), entry.name()))
        .sorted()
        .toList();
  }

  /** How many entries there are of each type. */
  Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    entries.forEach(entry -> counts.merge(entry.type(), 1L, Long::sum));
    return counts;
  }
}
