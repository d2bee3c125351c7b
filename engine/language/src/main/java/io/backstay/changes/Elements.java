package io.backstay.changes;

import io.backstay.changes.Difference.Label;
import io.backstay.plan.Node;
import io.backstay.plan.SecretDecl;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What plans are made of, as people call it: lists are compared by what is in them. */
final class Elements {
  /** Stands for what may be a secret. */
  static final String HIDDEN = "•••";

  private static final List<String> NAMES = List.of("id", "name");

  /** What stands beside the one key that says what an element of a list is. */
  private static final Set<String> MODIFIERS =
      Set.of("id", "name", "when", "timeout", "retry", "on-error", "drill", "severity");

  private Elements() {}

  static Map<Label, Node> of(Node.Fields fields) {
    Map<Label, Node> named = new LinkedHashMap<>();
    fields.fields().forEach(field -> named.put(label(field.name()), field.value()));
    return named;
  }

  static Map<Label, Node> of(Node.Items items) {
    Map<Label, Node> labelled = new LinkedHashMap<>();
    Set<String> taken = new HashSet<>();
    for (Node item : items.items()) {
      String text = text(item);
      String unique = text;
      for (int i = 2; !taken.add(unique); i++) {
        unique = text + " (" + i + ")";
      }
      labelled.put(new Label(unique, type(item)), item);
    }
    return labelled;
  }

  static Label label(String key) {
    return new Label(key, key);
  }

  private static String text(Node item) {
    if (!(item instanceof Node.Fields fields)) {
      return line(item);
    }
    return NAMES.stream()
        .flatMap(name -> fields.field(name).stream())
        .findFirst()
        .map(field -> line(field.value()))
        .orElseGet(() -> content(fields).map(Elements::called).orElse("{}"));
  }

  private static String called(Node.Field field) {
    boolean says = field.value() instanceof Node.Scalar value && !value.text().isEmpty();
    return says ? field.name() + " " + line(field) : field.name();
  }

  private static String type(Node item) {
    return item instanceof Node.Fields fields
        ? content(fields).map(Node.Field::name).orElse("")
        : line(item);
  }

  /** The one field that says what an element is; empty when it is a record of several. */
  static Optional<Node.Field> content(Node.Fields element) {
    List<Node.Field> own =
        element.fields().stream().filter(field -> !MODIFIERS.contains(field.name())).toList();
    return own.size() == 1 ? Optional.of(own.getFirst()) : Optional.empty();
  }

  /** What stands beside that. */
  static Map<Label, Node> modifiers(Node.Fields element) {
    Map<Label, Node> beside = of(element);
    content(element).ifPresent(field -> beside.remove(label(field.name())));
    return beside;
  }

  private static String line(Node.Field field) {
    return field.name().equals(SecretDecl.LITERAL) ? HIDDEN : line(field.value());
  }

  /** All of a node in one line. */
  static String line(Node node) {
    return switch (node) {
      case Node.Scalar scalar -> scalar.text().strip().replace('\n', ' ');
      case Node.Items items ->
          items.items().stream().map(Elements::line).collect(Collectors.joining(", ", "[", "]"));
      case Node.Fields fields ->
          fields.fields().stream()
              .map(field -> field.name() + ": " + line(field))
              .collect(Collectors.joining(", ", "{", "}"));
    };
  }
}
