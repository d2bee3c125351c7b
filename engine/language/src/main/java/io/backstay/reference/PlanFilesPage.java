package io.backstay.reference;

import io.backstay.plan.Grammar;
import io.backstay.plan.PlanKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys at the top of plan files, and what stands under them. */
final class PlanFilesPage {
  static final List<PlanKind> KINDS = List.of(PlanKind.BACKUP, PlanKind.RESTORE);

  private final Grammar grammar;

  PlanFilesPage(Grammar grammar) {
    this.grammar = grammar;
  }

  String markdown() {
    StringBuilder text = new StringBuilder("# Plan files\n\n");
    text.append("| key | Backup | Restore | meaning |\n|---|---|---|---|\n");
    keys().forEach((key, kinds) -> text.append(row(key, kinds)));
    text.append("\n✓ required, · allowed\n");
    keys().keySet().stream()
        .flatMap(key -> section(key).stream())
        .forEach(it -> text.append('\n').append(it));
    return text.toString();
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
    String doc = kinds.values().iterator().next().doc();
    return "| `" + name + "` | " + String.join(" | ", marks) + " | " + doc + " |\n";
  }

  /** What stands under a key, where that is always the same. */
  Optional<String> section(String name) {
    Map<PlanKind, Grammar.Key> kinds = keys().get(name);
    if (kinds == null) {
      return Optional.empty();
    }
    Grammar.Key key = kinds.values().iterator().next();
    StringBuilder text = new StringBuilder("## ").append(name).append("\n\n").append(key.doc());
    text.append('\n');
    if (!key.parameters().isEmpty()) {
      text.append('\n').append(ParameterTable.of(key.parameters()));
    }
    return Optional.of(text.toString());
  }
}
