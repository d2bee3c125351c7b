package io.backstay.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Holds data against a JSON Schema, as far as the schemas of plans use it: types, properties,
 * required ones, patterns, constants, enumerations, references and alternatives.
 *
 * @param root the schema that references start from
 */
public record JsonSchema(Map<String, Object> root) {
  /** What is wrong, as paths and reasons; empty when the data fits. */
  public List<String> misfits(Object data) {
    return misfits(root, data, "");
  }

  private List<String> misfits(Map<?, ?> schema, Object data, String path) {
    List<String> misfits = new ArrayList<>();
    if (schema.get("$ref") instanceof String reference) {
      misfits.addAll(misfits(resolved(reference), data, path));
    }
    if (schema.get("anyOf") instanceof List<?> choices) {
      misfits.addAll(anyOf(choices, data, path));
    }
    if (schema.get("type") != null && !typed(schema.get("type"), data)) {
      misfits.add(path + " is not " + schema.get("type"));
    }
    if (schema.containsKey("const") && !schema.get("const").equals(data)) {
      misfits.add(path + " is not " + schema.get("const"));
    }
    if (schema.get("enum") instanceof List<?> words && !words.contains(data)) {
      misfits.add(path + " is none of " + words);
    }
    if (schema.get("pattern") instanceof String pattern
        && !(data instanceof String text && Pattern.compile(pattern).matcher(text).find())) {
      misfits.add(path + " does not match " + pattern);
    }
    if (data instanceof Map<?, ?> map) {
      misfits.addAll(properties(schema, map, path));
    }
    if (data instanceof List<?> list && schema.get("items") instanceof Map<?, ?> items) {
      for (int i = 0; i < list.size(); i++) {
        misfits.addAll(misfits(items, list.get(i), path + "[" + i + "]"));
      }
    }
    return misfits;
  }

  private Map<?, ?> resolved(String reference) {
    Map<?, ?> found = root;
    for (String part : reference.substring(2).split("/")) {
      found = found.get(part) instanceof Map<?, ?> inner ? inner : Map.of();
    }
    return found;
  }

  /** Of alternatives that do not fit, the one of the data's own shape says why. */
  private List<String> anyOf(List<?> choices, Object data, String path) {
    List<String> nearest = List.of(path + " fits nothing");
    int least = Integer.MAX_VALUE;
    for (Object choice : choices) {
      Map<?, ?> schema = (Map<?, ?>) choice;
      List<String> misfits = misfits(schema, data, path);
      boolean otherShape = data instanceof Map<?, ?> && schema.get("properties") == null;
      int distance = misfits.isEmpty() ? 0 : misfits.size() + (otherShape ? 1_000 : 0);
      if (distance < least) {
        least = distance;
        nearest = misfits;
      }
    }
    return nearest;
  }

  private List<String> properties(Map<?, ?> schema, Map<?, ?> data, String path) {
    List<String> misfits = new ArrayList<>();
    Map<?, ?> properties = schema.get("properties") instanceof Map<?, ?> map ? map : Map.of();
    data.forEach(
        (key, value) -> {
          String inner = path + "." + key;
          if (properties.get(key) instanceof Map<?, ?> property) {
            misfits.addAll(misfits(property, value, inner));
          } else if (schema.get("additionalProperties") instanceof Map<?, ?> others) {
            misfits.addAll(misfits(others, value, inner));
          } else if (Boolean.FALSE.equals(schema.get("additionalProperties"))) {
            misfits.add(inner + " is not known");
          }
        });
    if (schema.get("required") instanceof List<?> required) {
      required.stream()
          .filter(key -> !data.containsKey(key))
          .forEach(key -> misfits.add(path + "." + key + " is missing"));
    }
    return misfits;
  }

  private static boolean typed(Object type, Object data) {
    if (type instanceof List<?> types) {
      return types.stream().anyMatch(one -> typed(one, data));
    }
    return switch ((String) type) {
      case "string" -> data instanceof String;
      case "integer" -> data instanceof Integer || data instanceof Long;
      case "number" -> data instanceof Number;
      case "boolean" -> data instanceof Boolean;
      case "array" -> data instanceof List<?>;
      default -> data instanceof Map<?, ?>;
    };
  }
}
