package io.backstay.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts what an environment says over what the plan says: maps key by key, everything else in the
 * place of what was there. Every value keeps the position at which it is written, so that whatever
 * is found wrong with the result is shown where it stands.
 */
final class Overlay {
  private Overlay() {}

  /** The plan as it is there, without any of its environments. */
  static Node.Fields over(Node.Fields plan, Node.Fields overlay) {
    Map<String, Node.Field> fields = byName(plan);
    fields.remove(Environments.SECTION);
    for (Node.Field said : overlay.fields()) {
      if (Environments.mayDiffer(said.name())) {
        fields.merge(said.name(), said, (first, over) -> section(first, over));
      }
    }
    return new Node.Fields(List.copyOf(fields.values()), plan.position());
  }

  private static Node.Field section(Node.Field first, Node.Field over) {
    return switch (first.name()) {
      case "vars" -> each(first, over, Overlay::variable);
      case "sources" -> each(first, over, (is, said) -> thing(is, said, Words.SOURCES));
      case "services" -> each(first, over, (is, said) -> thing(is, said, Words.SERVICES));
      case "stores" -> each(first, over, (is, said) -> thing(is, said, Words.STORES));
      default -> new Node.Field(first.key(), merged(first.value(), over.value()));
    };
  }

  /** How one thing with a name is put over another. */
  @FunctionalInterface
  private interface Merging {
    Node merged(Node is, Node said);
  }

  private static Node.Field each(Node.Field first, Node.Field over, Merging merging) {
    if (!(first.value() instanceof Node.Fields is) || !(over.value() instanceof Node.Fields said)) {
      return over;
    }
    return new Node.Field(first.key(), fields(is, said, merging));
  }

  /**
   * A value alone is another default: what the input is, and where else it may come from, stays.
   */
  private static Node variable(Node is, Node said) {
    if (said instanceof Node.Fields || !(is instanceof Node.Fields declared)) {
      return merged(is, said);
    }
    List<Node.Field> fields =
        new ArrayList<>(
            declared.fields().stream()
                .filter(field -> !Set.of("default", "required").contains(field.name()))
                .toList());
    Position position = declared.field("default").map(Node.Field::value).orElse(said).position();
    fields.add(
        new Node.Field(
            new Node.Scalar("default", Node.Style.PLAIN, position, (offset, length) -> position),
            said));
    return new Node.Fields(fields, declared.position());
  }

  /** One of another kind takes the place of what was there; its parameters mean nothing there. */
  private static Node thing(Node is, Node said, Words words) {
    if (!(is instanceof Node.Fields first) || !(said instanceof Node.Fields over)) {
      return said;
    }
    Set<String> kinds = kinds(over, words);
    boolean same = kinds.isEmpty() || kinds(first, words).containsAll(kinds);
    return same ? merged(is, said) : said;
  }

  private static Set<String> kinds(Node.Fields thing, Words words) {
    return thing.fields().stream()
        .map(Node.Field::name)
        .filter(name -> !words.modifiers().contains(name))
        .collect(Collectors.toSet());
  }

  private static Node merged(Node is, Node said) {
    return is instanceof Node.Fields first && said instanceof Node.Fields over
        ? fields(first, over, Overlay::merged)
        : said;
  }

  private static Node.Fields fields(Node.Fields is, Node.Fields said, Merging merging) {
    Map<String, Node.Field> fields = byName(is);
    for (Node.Field one : said.fields()) {
      Optional<Node.Field> first = is.field(one.name());
      fields.put(
          one.name(),
          first
              .map(it -> new Node.Field(it.key(), merging.merged(it.value(), one.value())))
              .orElse(one));
    }
    return new Node.Fields(List.copyOf(fields.values()), is.position());
  }

  private static Map<String, Node.Field> byName(Node.Fields fields) {
    Map<String, Node.Field> byName = new LinkedHashMap<>();
    fields.fields().forEach(field -> byName.put(field.name(), field));
    return byName;
  }
}
