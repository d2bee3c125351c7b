package io.backstay.reference;

import io.backstay.plan.Description.Category;
import io.backstay.plan.Grammar;
import io.backstay.plan.PlanKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys at the top of plan files, and what stands under them. */
final class PlanFilesPage {
  static final List<PlanKind> KINDS =
      List.of(PlanKind.BACKUP, PlanKind.RESTORE, PlanKind.DRILL, PlanKind.LIBRARY);

  static final String PATH = "connectors/docs/plan-files.md";

  private static final String BEGINNING =
      """
      # Plan files

      <!-- Generated from the declarations that plans are read by. -->

      A Backup says what to protect, how, and for how long; a Restore is the reviewed way back; a
      Drill rehearses a Restore on scratch resources; a Library has what several of them share. All
      are YAML, without anchors, aliases and tags. What can stand under `sources`, `services`, `stores`, `scratch`, `secrets`, `steps`,
      `preflight` and in `verify` has [pages of its own](README.md); what can go wrong is explained
      [by code](errors.md).

      """;

  private final Grammar grammar;
  private final Guide guide;

  PlanFilesPage(Grammar grammar, Guide guide) {
    this.grammar = grammar;
    this.guide = guide;
  }

  String markdown() {
    StringBuilder text = new StringBuilder(BEGINNING).append("## Keys\n\n");
    text.append(
        "| key | Backup | Restore | Drill | Library | meaning |\n|---|---|---|---|---|---|\n");
    keys().forEach((key, kinds) -> text.append(row(key, kinds)));
    text.append("\n✓ required, · allowed\n");
    keys().entrySet().stream()
        .filter(entry -> !first(entry.getValue()).parameters().isEmpty())
        .flatMap(entry -> section(entry.getKey()).stream())
        .forEach(it -> text.append('\n').append(it));
    return text.append('\n').append(guide.markdown()).toString();
  }

  private Map<String, Map<PlanKind, Grammar.Key>> keys() {
    Map<String, Map<PlanKind, Grammar.Key>> keys = new LinkedHashMap<>();
    for (PlanKind kind : KINDS) {
      for (Grammar.Key key : grammar.keys(kind)) {
        keys.computeIfAbsent(key.key(), name -> new LinkedHashMap<>()).put(kind, key);
      }
    }
    return keys;
  }

  private static String row(String name, Map<PlanKind, Grammar.Key> kinds) {
    List<String> marks = new ArrayList<>();
    for (PlanKind kind : KINDS) {
      Grammar.Key key = kinds.get(kind);
      marks.add(key == null ? " " : key.required() ? "✓" : "·");
    }
    String doc = first(kinds).doc();
    return "| `" + name + "` | " + String.join(" | ", marks) + " | " + doc + " |\n";
  }

  private static Grammar.Key first(Map<PlanKind, Grammar.Key> kinds) {
    return kinds.values().iterator().next();
  }

  /** What stands under a key, where that is always the same. */
  Optional<String> section(String name) {
    Map<PlanKind, Grammar.Key> kinds = keys().get(name);
    if (kinds == null) {
      return Optional.empty();
    }
    Grammar.Key key = first(kinds);
    StringBuilder text = new StringBuilder("## ").append(name).append("\n\n").append(key.doc());
    text.append('\n');
    parameters(kinds).forEach((kind, table) -> text.append('\n').append(kind).append(table));
    words(name).ifPresent(words -> text.append("\nThere are: ").append(words).append(".\n"));
    return Optional.of(text.toString());
  }

  /** The tables of what stands under a key, each introduced where the kinds of files differ. */
  private static Map<String, String> parameters(Map<PlanKind, Grammar.Key> kinds) {
    Map<String, List<String>> tables = new LinkedHashMap<>();
    kinds.forEach(
        (kind, key) -> {
          if (!key.parameters().isEmpty()) {
            tables
                .computeIfAbsent(
                    ParameterTable.withExamples(key.parameters()), table -> new ArrayList<>())
                .add("a " + kind.word());
          }
        });
    Map<String, String> introduced = new LinkedHashMap<>();
    tables.forEach(
        (table, in) ->
            introduced.put(
                tables.size() == 1 ? "" : "In " + String.join(" or ", in) + ":\n\n", table));
    return introduced;
  }

  /** What can stand under a key whose content is words. */
  private Optional<String> words(String name) {
    String many = name.equals("preflight") ? Category.CHECK.many() : name;
    List<String> words =
        grammar.words().stream()
            .filter(word -> word.category().many().equals(many))
            .map(word -> "`" + word.name() + "`")
            .toList();
    return words.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", words));
  }
}
