package io.backstay.plan;

import io.backstay.expr.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pieces of JSON Schema. Every scalar may also be an expression, which is text. */
final class Schemas {
  private static final Map<String, Object> EXPRESSION =
      Map.of("type", "string", "pattern", "\\$\\{.+\\}");

  private Schemas() {}

  static Map<String, Object> scalar(Kind kind) {
    return switch (kind) {
      case Kind.Scalar scalar ->
          switch (scalar) {
            case INTEGER -> orExpression(Map.of("type", "integer"));
            case NUMBER -> orExpression(Map.of("type", "number"));
            case BOOLEAN -> orExpression(Map.of("type", "boolean"));
            case DURATION ->
                orExpression(
                    pattern("^([0-9]+(s|m|h|d|w|mo|y))+$", "A duration, such as 90s, 15m, 7d"));
            case PERCENT -> orExpression(pattern("^[0-9.]+%$", "A percentage, such as 20%"));
            case SIZE -> Map.of("type", List.of("string", "integer"));
            default -> Map.of("type", List.of("string", "number", "boolean"));
          };
      case Kind.ListOf ignored -> Map.of("type", "array");
    };
  }

  private static Map<String, Object> orExpression(Map<String, Object> schema) {
    return Map.of("anyOf", List.of(schema, EXPRESSION));
  }

  static Map<String, Object> pattern(String pattern, String description) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "string");
    schema.put("pattern", pattern);
    schema.put("description", description);
    return schema;
  }

  static Map<String, Object> text(String description) {
    return Map.of("type", "string", "description", description);
  }

  static Map<String, Object> words(List<String> words) {
    return Map.of("anyOf", List.of(Map.of("enum", words), EXPRESSION));
  }

  static Map<String, Object> list(Map<String, Object> element) {
    return Map.of("anyOf", List.of(Map.of("type", "array", "items", element), element));
  }

  static Map<String, Object> map(Map<String, Object> value) {
    return Map.of("type", "object", "additionalProperties", value);
  }

  static Map<String, Object> reference(String definition) {
    return Map.of("$ref", "#/$defs/" + definition);
  }

  static Map<String, Object> expect() {
    return Map.of("type", List.of("string", "number", "boolean", "object"));
  }

  /** The same, or what says only where it differs from another one. */
  static Map<String, Object> recordOrLike(Shape shape) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put(Likeness.LIKE, text("A source that it is like, but for what else is said."));
    properties.putAll(properties(shape));
    Map<String, Object> like = new LinkedHashMap<>();
    like.put("type", "object");
    like.put("properties", properties);
    like.put("required", List.of(Likeness.LIKE));
    like.put("additionalProperties", false);
    return Map.of("anyOf", List.of(like, record(shape)));
  }

  /** A record: its map, or what its short form takes. */
  static Map<String, Object> record(Shape shape) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties(shape));
    schema.put("required", required(shape));
    schema.put("additionalProperties", false);
    return shape
        .primary()
        .<Map<String, Object>>map(
            primary -> Map.of("anyOf", List.of(schema, primary.form().schema())))
        .orElse(schema);
  }

  // Where a check looks goes without saying in a rehearsal, and a schema does not know where it is.
  private static List<String> required(Shape shape) {
    return shape.slots().stream()
        .filter(Slot::required)
        .filter(slot -> !RehearsedChecks.says(slot))
        .map(Slot::key)
        .toList();
  }

  /** The components of a record, by key. */
  static Map<String, Object> properties(Shape shape) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Slot slot : shape.slots()) {
      Map<String, Object> property = new LinkedHashMap<>(slot.form().schema());
      property.put("description", slot.doc());
      properties.put(slot.key(), property);
    }
    return properties;
  }
}
