package io.backstay.connectors.databases;

import io.backstay.spi.Facts;
import io.backstay.spi.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a database holds, by name; what a dump of it has to hold, and what it has to hold again
 * after a restore.
 *
 * @param relations names by kind, such as {@code tables} and {@code sequences}
 * @param extensions name to version
 * @param largeObjects how many large objects there are
 * @param owners roles that own something
 */
public record Inventory(
    Map<String, List<String>> relations,
    Map<String, String> extensions,
    long largeObjects,
    List<String> owners) {

  /** Tables that hold rows of their own. */
  public static final String TABLES = "tables";

  /** Tables that only consist of partitions. */
  public static final String PARTITIONED = "partitioned-tables";

  /**
   * Asks a database for its inventory, answered as the facts of {@link Inventory#facts} and the
   * fact {@code row-counts}.
   *
   * @param incoming whether its successor is meant, which a load has filled
   * @param counted tables whose rows are counted, too
   */
  public record Asked(boolean incoming, List<String> counted) implements Request {
    /** The live database, and nothing counted. */
    public static Asked live() {
      return new Asked(false, List.of());
    }

    @Override
    public String says() {
      return "inventory taken";
    }
  }

  /** Copies, in an order that does not depend on where they came from. */
  public Inventory {
    Map<String, List<String>> sorted = new TreeMap<>();
    relations.forEach((kind, names) -> sorted.put(kind, names.stream().sorted().toList()));
    relations = sorted;
    extensions = new TreeMap<>(extensions);
    owners = owners.stream().sorted().toList();
  }

  /** The names of a kind; empty when there are none. */
  public List<String> names(String kind) {
    return relations.getOrDefault(kind, List.of());
  }

  /** Every table there is, partitioned ones included. */
  public List<String> allTables() {
    List<String> all = new ArrayList<>(names(TABLES));
    all.addAll(names(PARTITIONED));
    all.sort(null);
    return all;
  }

  /** What differs in what came back; empty when nothing does. Versions and owners may differ. */
  public List<String> differences(Inventory restored) {
    List<String> differences = new ArrayList<>();
    relations.forEach((kind, names) -> lacking(kind, names, restored.names(kind), differences));
    restored.relations.forEach((kind, names) -> surplus(kind, names, names(kind), differences));
    lacking(
        "extensions",
        List.copyOf(extensions.keySet()),
        List.copyOf(restored.extensions.keySet()),
        differences);
    if (largeObjects != restored.largeObjects) {
      differences.add(
          "%d large objects instead of %d".formatted(restored.largeObjects, largeObjects));
    }
    return differences;
  }

  private static void lacking(String kind, List<String> all, List<String> got, List<String> into) {
    Set<String> there = Set.copyOf(got);
    all.stream()
        .filter(name -> !there.contains(name))
        .forEach(name -> into.add(kind + " lack " + name));
  }

  private static void surplus(String kind, List<String> got, List<String> all, List<String> into) {
    Set<String> wanted = Set.copyOf(all);
    got.stream()
        .filter(name -> !wanted.contains(name))
        .forEach(name -> into.add(kind + " have " + name + " besides"));
  }

  /** The same as data. */
  public Facts facts() {
    Map<String, Object> values = new LinkedHashMap<>(relations);
    values.put("extensions", extensions);
    values.put("large-objects", largeObjects);
    values.put("owners", owners);
    return new Facts(values);
  }

  /** Reads back what {@link #facts} gave, perhaps after a way through JSON. */
  public static Inventory of(Map<?, ?> values) {
    Map<String, List<String>> relations = new LinkedHashMap<>();
    values.forEach(
        (kind, names) -> {
          if (names instanceof List<?> list && !kind.equals("owners")) {
            relations.put(String.valueOf(kind), texts(list));
          }
        });
    Map<String, String> extensions = new LinkedHashMap<>();
    if (values.get("extensions") instanceof Map<?, ?> map) {
      map.forEach((name, version) -> extensions.put(String.valueOf(name), String.valueOf(version)));
    }
    long objects = values.get("large-objects") instanceof Number number ? number.longValue() : 0;
    List<String> owners = values.get("owners") instanceof List<?> list ? texts(list) : List.of();
    return new Inventory(relations, extensions, objects, owners);
  }

  private static List<String> texts(List<?> list) {
    return list.stream().map(String::valueOf).toList();
  }
}
