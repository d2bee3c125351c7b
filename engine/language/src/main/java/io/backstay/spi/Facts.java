package io.backstay.spi;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was found out, as JSON-shaped data: strings, numbers, booleans, lists and maps. Kept in
 * journals and manifests.
 *
 * @param values by name, in the order they were found
 */
public record Facts(Map<String, Object> values) {
  /** Nothing found out. */
  public static final Facts NONE = new Facts(Map.of());

  /** Copies, so that facts never change once handed on. */
  public Facts {
    values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** A single fact. */
  public static Facts of(String name, Object value) {
    return new Facts(Map.of(name, value));
  }

  /** These and those; those win. */
  public Facts and(Facts more) {
    Map<String, Object> all = new LinkedHashMap<>(values);
    all.putAll(more.values);
    return new Facts(all);
  }

  /** A fact, if it is known. */
  public Optional<Object> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** A fact as text; empty when it is not known. */
  public Optional<String> text(String name) {
    return get(name).map(Object::toString);
  }

  /** Whether a fact is known and true. */
  public boolean is(String name) {
    return Boolean.TRUE.equals(values.get(name));
  }
}
