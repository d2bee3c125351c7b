package io.backstay.connectors.mariadb;

import io.backstay.connectors.databases.Inventory;
import io.backstay.connectors.databases.TableName;
import io.backstay.spi.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a dump holds.
 *
 * @param names by kind, as people read them; nothing tells those of triggers
 * @param triggers how many there are
 * @param rows of each table whose rows were dumped
 */
record Toc(Map<String, Set<String>> names, int triggers, Map<String, Long> rows) {
  private static final int NAMED = 5;

  /** What people call a table. */
  static String shown(String name) {
    return new TableName("", name).toString();
  }

  /**
   * Compares it with what it has to hold.
   *
   * @throws Failure when something is missing, or is there besides
   */
  void demand(Inventory inventory) {
    List<String> differences = new ArrayList<>();
    inventory
        .relations()
        .forEach(
            (kind, wanted) -> {
              if (!kind.equals(Catalog.TRIGGERS)) {
                compare(kind, wanted, differences);
              }
            });
    int wanted = inventory.names(Catalog.TRIGGERS).size();
    if (wanted != triggers) {
      differences.add("%d triggers instead of %d".formatted(triggers, wanted));
    }
    if (!differences.isEmpty()) {
      String some = String.join(", ", differences.subList(0, Math.min(NAMED, differences.size())));
      throw Failure.of("R432", "the dump is not of what there was: " + some);
    }
  }

  private void compare(String kind, List<String> wanted, List<String> differences) {
    Set<String> there = names.getOrDefault(kind, Set.of());
    wanted.stream()
        .filter(name -> !there.contains(name))
        .forEach(name -> differences.add(kind + " lack " + name));
    there.stream()
        .filter(name -> !wanted.contains(name))
        .forEach(name -> differences.add(kind + " have " + name + " besides"));
  }
}
