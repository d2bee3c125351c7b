package io.backstay.expr;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The closed set of names that are visible at one place of a plan.
 *
 * @param roots by the first part of their names
 * @param elsewhere roots that are visible only at other places, and which those are
 */
public record Scope(Map<String, Entry> roots, Map<String, String> elsewhere) {
  /** Copies the maps. */
  public Scope {
    roots = Map.copyOf(roots);
    elsewhere = Map.copyOf(elsewhere);
  }

  /** Some names and no others. */
  public static Scope of(Map<String, Entry> roots) {
    return new Scope(roots, Map.of());
  }

  /** These names and another root with its members. */
  public Scope and(String root, Entry entry) {
    Map<String, Entry> all = new HashMap<>(roots);
    all.put(root, entry);
    return new Scope(all, elsewhere);
  }

  /** The same, able to say where a root that is not visible here would be. */
  public Scope butNot(String root, String visibleIn) {
    Map<String, String> all = new HashMap<>(elsewhere);
    all.put(root, visibleIn);
    return new Scope(roots, all);
  }

  /** What is known of a name. */
  Optional<Entry> find(List<String> path) {
    return Entry.group(roots).find(path);
  }
}
