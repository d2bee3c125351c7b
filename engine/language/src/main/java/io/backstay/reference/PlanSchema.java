package io.backstay.reference;

import io.backstay.plan.Grammar;
import io.backstay.plan.PlanKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * JSON Schema (draft 2020-12) of plan files, for editors: completion, help and the plainest of
 * mistakes. What a plan means is judged by the reader alone.
 *
 * @param grammar what can be written
 */
public record PlanSchema(Grammar grammar) {
  private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

  /** The name its file has in {@code .backstay/}. */
  public static String fileName(PlanKind kind) {
    return kind.word().toLowerCase(Locale.ROOT) + ".schema.json";
  }

  /** The schema of a kind of file, as JSON-shaped data. */
  public Map<String, Object> of(PlanKind kind) {
    List<Grammar.Key> keys = grammar.keys(kind);
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Grammar.Key key : keys) {
      Map<String, Object> property = new LinkedHashMap<>();
      property.put("description", key.doc());
      property.putAll(key.schema());
      properties.put(key.key(), property);
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", DRAFT);
    schema.put("title", "backstay " + kind.word());
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put(
        "required", keys.stream().filter(Grammar.Key::required).map(Grammar.Key::key).toList());
    schema.put("additionalProperties", false);
    schema.put("$defs", grammar.definitions());
    return schema;
  }
}
