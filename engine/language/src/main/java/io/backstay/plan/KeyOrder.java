package io.backstay.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The order in which the language declares keys, told by the JSON Schema of a kind of file. Names
 * that somebody has given stay in the order of the file: it may mean something to people.
 */
final class KeyOrder {
  private static final String REFERENCE = "#/$defs/";

  private final Map<String, Map<String, Object>> definitions;
  private final Map<String, Map<String, Object>> sections = new LinkedHashMap<>();

  KeyOrder(Grammar grammar, PlanKind kind) {
    this.definitions = grammar.definitions();
    grammar.keys(kind).forEach(key -> sections.put(key.key(), key.schema()));
  }

  Written.Group of(Written.Group root) {
    return group(root, List.of(Map.of("properties", sections)));
  }

  Node.Fields of(Node.Fields root) {
    return (Node.Fields) node(root, List.of(Map.of("properties", sections)));
  }

  private Written.Group group(Written.Group group, List<Map<?, ?>> schemas) {
    if (!group.map()) {
      List<Map<?, ?>> elements = elements(schemas);
      return group.of(group.entries().stream().map(it -> it.with(value(it, elements))).toList());
    }
    return group.of(
        inOrder(group.entries(), Written.Entry::name, schemas).stream()
            .map(it -> it.with(value(it, under(it.name(), schemas))))
            .toList());
  }

  private Written value(Written.Entry entry, List<Map<?, ?>> schemas) {
    return entry.value() instanceof Written.Group group ? group(group, schemas) : entry.value();
  }

  private Node node(Node node, List<Map<?, ?>> schemas) {
    return switch (node) {
      case Node.Scalar scalar -> scalar;
      case Node.Items items -> items.each(item -> node(item, elements(schemas)));
      case Node.Fields fields ->
          new Node.Fields(inOrder(fields.fields(), Node.Field::name, schemas), fields.position())
              .each(field -> node(field.value(), under(field.name(), schemas)));
    };
  }

  /** What is not declared comes last. */
  private static <T> List<T> inOrder(
      Collection<T> written, Function<T, String> name, List<Map<?, ?>> schemas) {
    Map<Object, Integer> places = new HashMap<>();
    maps("properties", schemas)
        .flatMap(properties -> properties.keySet().stream())
        .forEach(key -> places.putIfAbsent(key, places.size()));
    List<T> sorted = new ArrayList<>(written);
    sorted.sort(Comparator.comparing(it -> places.getOrDefault(name.apply(it), Integer.MAX_VALUE)));
    return sorted;
  }

  private List<Map<?, ?>> under(String key, List<Map<?, ?>> schemas) {
    List<Map<?, ?>> declared =
        maps("properties", schemas).flatMap(it -> whole(it.get(key))).toList();
    return declared.isEmpty() ? all("additionalProperties", schemas) : declared;
  }

  private List<Map<?, ?>> elements(List<Map<?, ?>> schemas) {
    return all("items", schemas);
  }

  private List<Map<?, ?>> all(String key, List<Map<?, ?>> schemas) {
    return schemas.stream().flatMap(schema -> whole(schema.get(key))).toList();
  }

  private static Stream<Map<?, ?>> maps(String key, List<Map<?, ?>> schemas) {
    return schemas.stream()
        .map(schema -> schema.get(key))
        .filter(Map.class::isInstance)
        .map(it -> (Map<?, ?>) it);
  }

  /** A schema, or what it refers to, or each of those it leaves the choice between. */
  private Stream<Map<?, ?>> whole(@Nullable Object schema) {
    if (!(schema instanceof Map<?, ?> map)) {
      return Stream.of();
    }
    if (map.get("$ref") instanceof String reference) {
      return whole(definitions.get(reference.substring(REFERENCE.length())));
    }
    if (map.get("anyOf") instanceof List<?> choices) {
      return choices.stream().flatMap(this::whole);
    }
    return Stream.of(map);
  }
}
