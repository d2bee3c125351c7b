package io.backstay.plan;

import io.backstay.spi.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON Schemas of plan files, for editors: completion, hover texts and a first check. Made of the
 * same declarations the reader uses; what a plan means is decided by the reader alone.
 */
public final class JsonSchema {
  private static final Map<String, Object> ANYTHING = Map.of();
  private static final List<String> MODIFIERS =
      List.of("id", "name", "when", "timeout", "retry", "on-error", "drill");
  private static final List<String> CHECK_MODIFIERS = List.of("name", "severity", "within", "when");

  private final Catalog catalog;

  private JsonSchema(Catalog catalog) {
    this.catalog = catalog;
  }

  /** The schema of a kind of file, as JSON-shaped data. */
  public static Map<String, Object> of(PlanKind kind, Catalog catalog) {
    return new JsonSchema(catalog).schema(kind);
  }

  private Map<String, Object> schema(PlanKind kind) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "backstay " + kind.word());
    schema.put("type", "object");
    schema.put("properties", keys(kind));
    schema.put(
        "required",
        TopKey.of(kind).stream().filter(key -> key.requiredIn(kind)).map(TopKey::key).toList());
    schema.put("additionalProperties", false);
    schema.put("$defs", definitions());
    return schema;
  }

  private Map<String, Object> keys(PlanKind kind) {
    Map<String, Object> keys = new LinkedHashMap<>();
    for (TopKey key : TopKey.of(kind)) {
      Map<String, Object> schema = new LinkedHashMap<>(key(kind, key.key()));
      schema.put("description", key.doc());
      keys.put(key.key(), schema);
    }
    return keys;
  }

  private static Map<String, Object> key(PlanKind kind, String key) {
    return switch (key) {
      case "kind" -> Map.of("const", kind.word());
      case "steps", "on-failure", "finally" -> array("step");
      case "preflight" -> array("check");
      case "sources", "services", "stores" ->
          Schemas.map(Schemas.reference(key.substring(0, key.length() - 1)));
      case "set" -> Schemas.record(Shape.of(SetLayout.class));
      case "retention" -> Schemas.record(Shape.of(Retention.class));
      case "objectives" -> Schemas.record(Shape.of(Objectives.class));
      case "backup" -> Schemas.record(Shape.of(Selection.class));
      case "confirm" -> Schemas.record(Shape.of(Confirm.class));
      default -> ANYTHING;
    };
  }

  private static Map<String, Object> array(String definition) {
    return Map.of("type", "array", "items", Schemas.reference(definition));
  }

  private Map<String, Object> definitions() {
    Map<String, Object> steps = types(catalog.steps(), MODIFIERS);
    Map<String, Object> nested = array("step");
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("step", oneKey(with(steps, Map.of("group", nested, "parallel", ANYTHING))));
    all.put("check", oneKey(types(catalog.checks(), CHECK_MODIFIERS)));
    all.put("source", oneKey(types(catalog.sources(), List.of())));
    all.put("service", oneKey(types(catalog.services(), List.of("health"))));
    all.put("store", oneKey(types(catalog.stores(), List.of())));
    return all;
  }

  private static Map<String, Object> with(Map<String, Object> one, Map<String, Object> other) {
    Map<String, Object> both = new LinkedHashMap<>(one);
    both.putAll(other);
    return both;
  }

  /** A thing without parameters may be written as its bare name. */
  private static Map<String, Object> oneKey(Map<String, Object> properties) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", "object");
    map.put("properties", properties);
    map.put("additionalProperties", false);
    return Map.of("anyOf", List.of(map, Map.of("enum", List.copyOf(properties.keySet()))));
  }

  private static Map<String, Object> types(
      Map<String, ? extends Type<?>> types, List<String> beside) {
    Map<String, Object> properties = new LinkedHashMap<>();
    types.forEach(
        (name, type) -> {
          Shape shape = Shape.of(type.params());
          Map<String, Object> schema = new LinkedHashMap<>(Schemas.record(shape));
          schema.put("description", Descriptions.of(type));
          properties.put(name, schema);
        });
    beside.forEach(modifier -> properties.putIfAbsent(modifier, ANYTHING));
    return properties;
  }
}
