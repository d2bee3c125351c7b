package io.backstay.plan;

import io.backstay.expr.Nearest;
import io.backstay.spi.Type;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What {@code backstay explain} says about a word of the plan language. */
public final class TypePage {
  private final TreeMap<String, Type<?>> types = new TreeMap<>();

  /** The pages of all types of a catalog. */
  public TypePage(Catalog catalog) {
    Stream.of(
            catalog.providers(),
            catalog.checks(),
            catalog.stores(),
            catalog.services(),
            catalog.sources(),
            catalog.steps())
        .forEach(types::putAll);
  }

  /** The page of a word; empty when no type has that name. Markdown. */
  public Optional<String> of(String word) {
    return Optional.ofNullable(types.get(word)).map(TypePage::page);
  }

  /** The word that was probably meant. */
  public Optional<String> nearest(String word) {
    return Nearest.to(word, types.keySet());
  }

  private static String page(Type<?> type) {
    StringBuilder page = new StringBuilder("## " + type.name() + "\n\n");
    page.append(Descriptions.of(type)).append("\n\n");
    List<Slot> slots = Shape.of(type.params()).slots();
    slots.forEach(slot -> page.append(parameter(slot)));
    Shape.of(type.params())
        .primary()
        .ifPresent(
            p ->
                page.append("\nShort form: `%s: …` gives `%s`.\n".formatted(type.name(), p.key())));
    return page.toString();
  }

  private static String parameter(Slot slot) {
    String need =
        slot.required()
            ? "required"
            : slot.written() == null ? "optional" : "default " + slot.written();
    String example = slot.example().isEmpty() ? "" : " Example: `" + slot.example() + "`";
    return "- `%s` (%s, %s): %s%s%n"
        .formatted(slot.key(), slot.form().named(), need, slot.doc(), example);
  }
}
