package io.backstay.plan;

import io.backstay.spi.ServiceType;
import io.backstay.spi.SourceType;
import io.backstay.spi.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON Schema of what follows the one-key rule. */
final class SchemaOfOneKey {
  private SchemaOfOneKey() {}

  /** A map with the types as keys, or the name of a type that needs no parameters. */
  static Map<String, Object> of(Words words, Map<String, ? extends Type<?>> types) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> bare = new ArrayList<>();
    types.forEach(
        (name, type) -> {
          Shape shape = Shape.of(type.params());
          properties.put(name, described(params(type, shape), CatalogRules.doc(type)));
          if (shape.slots().stream().noneMatch(Slot::required)) {
            bare.add(name);
          }
        });
    if (words.modifiers().contains("id")) {
      properties.put("group", structure(Map.of()));
      properties.put(Calls.CALL, call());
      properties.put("parallel", structure(Schemas.properties(Shape.of(PlannedStep.Rules.class))));
    }
    if (words.modifiers().contains("events")) {
      properties.put(
          NotifyReader.NAMED, Schemas.text("A notifier of a library, by its name here."));
    }
    words.modifiers().forEach(modifier -> properties.put(modifier, modifier(modifier)));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", "object");
    map.put("minProperties", 1);
    map.put("properties", properties);
    map.put("additionalProperties", false);
    return bare.isEmpty() ? map : Map.of("anyOf", List.of(map, Map.of("enum", bare)));
  }

  /** Parameters, those left out that stand beside the type. */
  private static Map<String, Object> params(Type<?> type, Shape shape) {
    if (type instanceof SourceType<?>) {
      return Schemas.recordOrLike(shape);
    }
    boolean health = type instanceof ServiceType<?>;
    List<Slot> slots =
        shape.slots().stream().filter(slot -> !health || !slot.key().equals("health")).toList();
    return Schemas.record(new Shape(shape.type(), slots, shape.primary(), shape.doc()));
  }

  private static Map<String, Object> structure(Map<String, Object> rules) {
    Map<String, Object> steps = Map.of("type", "array", "items", Schemas.reference("step"));
    Map<String, Object> properties = new LinkedHashMap<>(rules);
    properties.put("steps", steps);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", "object");
    map.put("properties", properties);
    map.put("required", List.of("steps"));
    map.put("additionalProperties", false);
    return Map.of("anyOf", List.of(steps, map));
  }

  private static Map<String, Object> call() {
    Map<String, Object> name = Schemas.scalar(io.backstay.expr.Kind.STRING);
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("fragment", name);
    properties.put("with", Map.of("type", "object"));
    Map<String, Object> map =
        Map.of(
            "type",
            "object",
            "properties",
            properties,
            "required",
            List.of("fragment"),
            "additionalProperties",
            false);
    return Map.of("anyOf", List.of(name, map));
  }

  private static Map<String, Object> modifier(String name) {
    return switch (name) {
      case "timeout", "within", "every" -> Schemas.scalar(io.backstay.expr.Kind.DURATION);
      case "events" -> Shape.of(NotifyRules.class).slot(name).orElseThrow().form().schema();
      case "retry" -> Schemas.record(Shape.of(Limits.Retry.class));
      case "on-error" -> Map.of("enum", List.of("fail", "warn", "ignore"));
      case "severity" -> Map.of("enum", List.of("critical", "warn"));
      case "drill" -> Map.of("enum", List.of("run", "skip"));
      default -> Map.of("type", List.of("string", "number", "boolean"));
    };
  }

  private static Map<String, Object> described(Map<String, Object> schema, String doc) {
    Map<String, Object> described = new LinkedHashMap<>(schema);
    described.put("description", doc);
    return described;
  }
}
