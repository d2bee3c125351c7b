package io.backstay.plan;

import io.backstay.expr.Evaluator;
import io.backstay.expr.Expr;
import io.backstay.expr.Kind;
import io.backstay.expr.Parsed;
import io.backstay.expr.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a plan has in some of its environments only, seen from one that does not have it. Steps and
 * checks that name it, and that their {@code when:} keeps from ever being made here, are no part of
 * the plan here; whatever else names it is a mistake.
 *
 * @param stores names of stores
 * @param secrets names of secrets
 */
record Elsewhere(Set<String> stores, Set<String> secrets) {
  /** Sections whose elements a condition can keep from being made. */
  private static final List<String> CONDITIONAL =
      List.of("preflight", "steps", "on-failure", "finally", "monitors");

  /** Sections in which stores are named. */
  private static final List<String> NAMING =
      Stream.concat(CONDITIONAL.stream(), Stream.of("retention", "types", "continuous")).toList();

  private static final List<String> STRUCTURES = List.of("group", "parallel", "steps");

  /**
   * What is declared in other environments.
   *
   * @param root the file
   * @param overlay what the environment says
   */
  static Elsewhere of(Node.Fields root, Node.Fields overlay) {
    return new Elsewhere(missing(root, overlay, "stores"), missing(root, overlay, "secrets"));
  }

  private static Set<String> missing(Node.Fields root, Node.Fields overlay, String section) {
    Set<String> all = new HashSet<>();
    environments(root).flatMap(one -> fields(one, section)).forEach(field -> all.add(field.name()));
    Stream.of(root, overlay)
        .flatMap(where -> fields(where, section))
        .forEach(field -> all.remove(field.name()));
    return Set.copyOf(all);
  }

  private static Stream<Node.Fields> environments(Node.Fields root) {
    return fields(root, Environments.SECTION)
        .map(Node.Field::value)
        .filter(Node.Fields.class::isInstance)
        .map(Node.Fields.class::cast);
  }

  private static Stream<Node.Field> fields(Node.Fields of, String section) {
    return of.field(section).map(Node.Field::value).orElse(null) instanceof Node.Fields fields
        ? fields.fields().stream()
        : Stream.of();
  }

  /**
   * A plan as it is in one of its environments.
   *
   * @param content with what the environment says
   * @param environment its name; empty for none
   */
  Node.Fields leftOut(Node.Fields content, String environment) {
    if (stores.isEmpty() && secrets.isEmpty()) {
      return content;
    }
    return content.each(
        field ->
            CONDITIONAL.contains(field.name())
                ? made(field.value(), environment)
                : field.name().equals("backup") ? selection(field.value()) : field.value());
  }

  /** Of a list of stores to look in, those that are there. */
  private Node selection(Node backup) {
    return backup instanceof Node.Fields fields
        ? fields.each(
            field ->
                field.name().equals("from") && field.value() instanceof Node.Items from
                    ? there(from)
                    : field.value())
        : backup;
  }

  private Node.Items there(Node.Items from) {
    List<Node> left =
        from.items().stream()
            .filter(one -> !(one instanceof Node.Scalar name) || !stores.contains(name.text()))
            .toList();
    return left.isEmpty() ? from : new Node.Items(left, from.position());
  }

  private Node made(Node list, String environment) {
    return list instanceof Node.Items items
        ? new Node.Items(
            items.items().stream().flatMap(item -> made(environment, item).stream()).toList(),
            items.position())
        : list;
  }

  private Optional<Node> made(String environment, Node item) {
    if (!(item instanceof Node.Fields fields) || !names(item)) {
      return Optional.of(item);
    }
    if (never(fields, environment)) {
      return Optional.empty();
    }
    Node inside = inside(fields, environment);
    return emptied(inside) ? Optional.empty() : Optional.of(inside);
  }

  /** The same, without those of its steps that are never made. */
  private Node inside(Node.Fields item, String environment) {
    return item.each(
        field ->
            !STRUCTURES.contains(field.name())
                ? field.value()
                : field.value() instanceof Node.Fields structure
                    ? inside(structure, environment)
                    : made(field.value(), environment));
  }

  private static boolean emptied(Node item) {
    return item instanceof Node.Fields fields
        && fields.fields().stream()
            .filter(field -> STRUCTURES.contains(field.name()))
            .anyMatch(
                field ->
                    field.value() instanceof Node.Items items
                        ? items.items().isEmpty()
                        : emptied(field.value()));
  }

  private static boolean never(Node.Fields item, String environment) {
    return item.field("when").map(Node.Field::value).orElse(null) instanceof Node.Scalar when
        && Expr.bare(when.text()) instanceof Parsed.Ok<Expr>(Expr condition)
        && new Value.Truth(false)
            .equals(
                Evaluator.evaluate(
                    condition,
                    Kind.BOOLEAN,
                    name ->
                        name.equals("plan.env")
                            ? new Value.Text(environment)
                            : new Value.Unknown("")));
  }

  /** Whether what a file does, here or in one of its environments, names a store. */
  static boolean namesStore(Node.Fields root, String store) {
    return Stream.concat(Stream.of(root), environments(root))
        .flatMap(where -> where.fields().stream())
        .filter(field -> NAMING.contains(field.name()))
        .anyMatch(field -> named(field.value(), Set.of(store), Set.of()));
  }

  private boolean names(Node node) {
    return named(node, stores, secrets);
  }

  /** Whether a part of a plan names one of these. */
  static boolean named(Node node, Set<String> stores, Set<String> secrets) {
    return switch (node) {
      case Node.Scalar scalar ->
          stores.contains(scalar.text())
              || within("stores", stores, scalar.text())
              || within("secrets", secrets, scalar.text());
      case Node.Items items ->
          items.items().stream().anyMatch(item -> named(item, stores, secrets));
      case Node.Fields fields ->
          fields.fields().stream().anyMatch(field -> named(field.value(), stores, secrets));
    };
  }

  private static boolean within(String root, Set<String> names, String text) {
    return !names.isEmpty()
        && Pattern.compile(
                "\\b"
                    + root
                    + "\\.("
                    + names.stream().map(Pattern::quote).collect(Collectors.joining("|"))
                    + ")(?![A-Za-z0-9_-])")
            .matcher(text)
            .find();
  }
}
