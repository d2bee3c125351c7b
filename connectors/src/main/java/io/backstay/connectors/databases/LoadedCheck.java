package io.backstay.connectors.databases;

import io.backstay.spi.Artifacts;
import io.backstay.spi.CheckUse;
import io.backstay.spi.CheckWorld;
import io.backstay.spi.CheckWorld.Artifact;
import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Facts;
import io.backstay.spi.Op;
import io.backstay.spi.ReadCheckType;
import io.backstay.spi.Ref;
import io.backstay.spi.SourceRef;
import io.backstay.spi.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The check {@code loaded}. */
@Doc(
    "Whether a database holds what a dump of it does: the same tables, sequences, views, extensions "
        + "and large objects, and as many rows where they were counted. `load` makes it by itself.")
public final class LoadedCheck implements ReadCheckType<LoadedCheck.Params> {
  private static final int SHOWN = 5;

  /**
   * Parameters.
   *
   * @param in which database
   * @param artifact the dump
   * @param tables which tables
   * @param incoming whether the successor is looked at
   */
  public record Params(
      @Doc(value = "The database that was loaded.", example = "db") SourceRef in,
      @Doc(value = "The dump: a name, or a pattern that fits one.", example = "postgres.dump")
          Artifacts artifact,
      @Doc(value = "Only these tables are compared; all there are without.", example = "[users]")
          @Default("[]")
          List<String> tables,
      @Doc(
              value = "Looks at the successor that a `load` fills before it goes live.",
              example = "false")
          @Default("false")
          boolean incoming) {
    /** Copies. */
    public Params {
      tables = List.copyOf(tables);
    }
  }

  /**
   * The op by which a load proves itself before anything goes live.
   *
   * @param tables only these; empty for everything
   */
  public static Op ofIncoming(Ref database, Artifacts artifact, List<String> tables) {
    return made(new Params(new SourceRef(database.name()), artifact, tables, true));
  }

  /** The op by which a rehearsal proves itself. */
  public static Op of(Ref database, Artifacts artifact) {
    return made(new Params(new SourceRef(database.name()), artifact, List.of(), false));
  }

  private static Op made(Params params) {
    CheckUse use =
        new CheckUse(
            "loaded", params, "loaded as dumped", CheckUse.Severity.CRITICAL, null, "load");
    return new Op.Check(use, null);
  }

  @Override
  public String name() {
    return "loaded";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public List<Artifacts> covers(Params params) {
    return List.of();
  }

  @Override
  public List<Ref> looksAt(Params params) {
    return List.of(Ref.of(params.in()));
  }

  @Override
  public Verdict check(Params params, CheckWorld world) {
    List<Artifact> found = found(params, world);
    if (found.size() != 1) {
      String fits = "`%s` fits %d artifacts".formatted(params.artifact().pattern(), found.size());
      return new Verdict.NotPassed("1 artifact", found.size() + " artifacts", fits, Facts.NONE);
    }
    Artifact dump = found.getFirst();
    if (!(dump.facts().get("inventory").orElse(null) instanceof Map<?, ?> inventory)) {
      String none = "no inventory was taken with `" + dump.name() + "`, so nothing can be compared";
      return new Verdict.NotPassed("an inventory", "none", none, Facts.NONE);
    }
    return compare(params, world, dump, Inventory.of(inventory));
  }

  // Where a name fits several, the dump is meant, and of several dumps that of the same database.
  private static List<Artifact> found(Params params, CheckWorld world) {
    List<Artifact> found =
        world.artifacts().stream().filter(a -> params.artifact().matches(a.name())).toList();
    List<Artifact> dumps = found.stream().filter(a -> a.kind().equals("dump")).toList();
    List<Artifact> own = dumps.stream().filter(a -> a.source().equals(params.in().name())).toList();
    return Stream.of(found, dumps, own).filter(some -> some.size() == 1).findFirst().orElse(found);
  }

  private static Verdict compare(
      Params params, CheckWorld world, Artifact dump, Inventory inventory) {
    List<String> only = only(params, dump);
    Map<String, Object> rows = rows(world, dump, only);
    Facts now =
        world.observe(
            Ref.of(params.in()),
            new Inventory.Asked(params.incoming(), List.copyOf(rows.keySet())));
    List<String> differences = new ArrayList<>(structure(only, inventory, now));
    Map<String, Object> counted = map(now.get("row-counts").orElse(Map.of()));
    rows.forEach(
        (table, count) -> {
          Object is = counted.getOrDefault(table, "no");
          if (!String.valueOf(is).equals(String.valueOf(count))) {
            differences.add("%s has %s rows instead of %s".formatted(table, is, count));
          }
        });
    int tables = only.isEmpty() ? inventory.allTables().size() : only.size();
    Facts facts = Facts.of("tables", tables).and(Facts.of("rows", counted));
    if (differences.isEmpty()) {
      String summary = "%d tables, %d of them counted".formatted(tables, rows.size());
      return new Verdict.Passed(summary + ", are as dumped", facts);
    }
    String some = String.join("; ", differences.subList(0, Math.min(SHOWN, differences.size())));
    return new Verdict.NotPassed(
        "what was dumped",
        "something else",
        "what was loaded is not what was dumped: " + some,
        facts);
  }

  // A load may want some of the tables, or the dump have no others.
  private static List<String> only(Params params, Artifact dump) {
    return params.tables().isEmpty()
        ? texts(dump.facts().get("tables").orElse(List.of()))
        : params.tables().stream().map(TableName::canonical).distinct().toList();
  }

  private static List<String> structure(List<String> only, Inventory inventory, Facts now) {
    Inventory loaded = Inventory.of(now.values());
    return only.isEmpty()
        ? inventory.differences(loaded)
        : only.stream()
            .filter(table -> !loaded.allTables().contains(table))
            .map(table -> "tables lack " + table)
            .toList();
  }

  // Rows were counted in the whole database; a dump may hold only some tables, or none of the rows.
  private static Map<String, Object> rows(CheckWorld world, Artifact dump, List<String> only) {
    Map<String, Object> rows =
        map(world.recorded(dump.source(), "row-counts").map(LoadedCheck::plain).orElse(Map.of()));
    if (dump.facts().text("content").orElse("").equals("schema")) {
      rows.clear();
    } else if (!only.isEmpty()) {
      rows.keySet().retainAll(only);
    }
    return rows;
  }

  private static Object plain(Object value) {
    return value instanceof Map<?, ?> map && map.get("row-counts") instanceof Map<?, ?> inner
        ? inner
        : value;
  }

  private static Map<String, Object> map(Object value) {
    Map<String, Object> copy = new TreeMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, count) -> copy.put(String.valueOf(name), count));
    }
    return copy;
  }

  private static List<String> texts(Object value) {
    return value instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }
}
