package io.backstay.connectors.postgres;

import io.backstay.connectors.databases.Inventory;
import io.backstay.connectors.databases.TableName;
import io.backstay.spi.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a dump has to hold, compared with what it does.
 *
 * @param request what it was asked for
 * @param inventory what the database held in the same snapshot
 */
record Completeness(DumpRequest request, Inventory inventory) {
  private static final int NAMED = 5;
  private static final Map<String, String> TYPES =
      Map.of(
          Inventory.TABLES,
          "TABLE",
          Inventory.PARTITIONED,
          "TABLE",
          "foreign-tables",
          "FOREIGN TABLE",
          "views",
          "VIEW",
          "materialized-views",
          "MATERIALIZED VIEW",
          "sequences",
          "SEQUENCE");

  /**
   * Compares.
   *
   * @throws Failure when something is missing
   */
  void demand(Toc toc) {
    List<String> missing = missing(toc);
    if (!missing.isEmpty()) {
      String some = String.join(", ", missing.subList(0, Math.min(NAMED, missing.size())));
      String more = missing.size() > NAMED ? " and %d more".formatted(missing.size() - NAMED) : "";
      throw Failure.of("R432", "the dump lacks " + some + more);
    }
  }

  private List<String> missing(Toc toc) {
    List<String> missing = new ArrayList<>();
    boolean everything = request.tables().isEmpty();
    if (!request.content().equals("data")) {
      (everything ? TYPES : Map.of(Inventory.TABLES, "TABLE", Inventory.PARTITIONED, "TABLE"))
          .forEach((kind, type) -> wanted(kind).forEach(name -> demand(toc, type, name, missing)));
      if (everything) {
        inventory.extensions().keySet().stream()
            .filter(name -> !toc.has("EXTENSION", "", name))
            .forEach(name -> missing.add("extension " + name));
      }
    }
    if (!request.content().equals("schema")) {
      wanted(Inventory.TABLES).forEach(name -> demand(toc, "TABLE DATA", name, missing));
      if (everything && inventory.largeObjects() > 0 && !toc.counts().containsKey("BLOBS")) {
        missing.add("large objects");
      }
    }
    return missing;
  }

  private List<String> wanted(String kind) {
    List<String> all = inventory.names(kind);
    return request.tables().isEmpty()
        ? all
        : all.stream().filter(request.tables()::contains).toList();
  }

  private static void demand(Toc toc, String type, String shown, List<String> missing) {
    if (!toc.holds(type, TableName.parse(shown).orElseThrow())) {
      missing.add(type.toLowerCase(java.util.Locale.ROOT) + " " + shown);
    }
  }
}
