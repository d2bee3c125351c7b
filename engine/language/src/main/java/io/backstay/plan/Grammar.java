package io.backstay.plan;

import io.backstay.spi.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be written in a plan, described: the same declarations that the reader reads by. */
public final class Grammar {
  private final Catalog catalog;

  /** The grammar with these words. */
  public Grammar(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * A key at the top of a file.
   *
   * @param key as written
   * @param doc what it means
   * @param required whether a file of the kind has to have it
   * @param schema its JSON Schema
   * @param parameters what stands under it, where that is always the same
   */
  public record Key(
      String key,
      String doc,
      boolean required,
      Map<String, Object> schema,
      List<Description.Parameter> parameters) {}

  /** The keys of a kind of file, in the order they are usually written. */
  public List<Key> keys(PlanKind kind) {
    return TopKey.of(kind).stream()
        .map(
            top ->
                new Key(
                    top.key(),
                    top.doc(),
                    top.requiredIn(kind),
                    Sections.schema(top, kind),
                    Sections.shape(top, kind)
                        .map(Shape::of)
                        .map(Description::parameters)
                        .orElse(List.of())))
        .toList();
  }

  /** Every word, by category and name. */
  public List<Description> words() {
    List<Description> words = new ArrayList<>();
    for (Description.Category category : Description.Category.values()) {
      types(category).values().forEach(type -> words.add(Description.of(category, type)));
    }
    return words;
  }

  /** The words of one category that hold other steps, which no type stands for. */
  public List<String> structures() {
    return Words.STRUCTURES.stream().sorted().toList();
  }

  /** What may stand beside a word of a category, at the places there are in this version. */
  public List<String> modifiers(Description.Category category) {
    return words(category).modifiers().stream()
        .filter(word -> !ChecksReader.REPEATED.contains(word))
        .toList();
  }

  /** JSON Schemas that those of the keys refer to, by name. */
  public Map<String, Map<String, Object>> definitions() {
    Map<String, Map<String, Object>> definitions = new LinkedHashMap<>();
    for (Description.Category category : Description.Category.values()) {
      String name = category.name().toLowerCase(java.util.Locale.ROOT);
      definitions.put(name, SchemaOfOneKey.of(words(category), types(category)));
    }
    return definitions;
  }

  private static Words words(Description.Category category) {
    return switch (category) {
      case STEP -> Words.STEPS;
      case CHECK -> Words.CHECKS;
      case SOURCE -> Words.SOURCES;
      case SERVICE -> Words.SERVICES;
      case STORE -> Words.STORES;
      case SCRATCH -> Words.SCRATCH;
      case FAULT -> Words.FAULTS;
      case NOTIFIER -> Words.NOTIFIERS;
      case SECRET -> Words.PROVIDERS;
    };
  }

  private Map<String, ? extends Type<?>> types(Description.Category category) {
    return switch (category) {
      case STEP -> catalog.steps();
      case CHECK -> catalog.checks();
      case SOURCE -> catalog.sources();
      case SERVICE -> catalog.services();
      case STORE -> catalog.stores();
      case SCRATCH -> catalog.scratch();
      case FAULT -> catalog.faults();
      case NOTIFIER -> catalog.notifiers();
      case SECRET -> catalog.providers();
    };
  }

  /** A word put to use: every parameter that has an example, with it. */
  public Optional<Example> example(Description.Category category, String name) {
    return Stream.of(category)
        .map(this::types)
        .flatMap(types -> Optional.<Type<?>>ofNullable(types.get(name)).stream())
        .findFirst()
        .map(type -> new Example(type, catalog));
  }
}
