package io.backstay.reference;

import io.backstay.plan.Description;
import io.backstay.plan.Description.Category;
import io.backstay.plan.Description.Parameter;
import io.backstay.plan.Example;
import io.backstay.plan.Grammar;
import java.util.List;

/** The page of one word: what it means, how it is written, what it takes. */
final class WordPage {
  private static final String MADE =
      "<!-- Generated from the declarations that plans are read by. -->\n";

  private final Grammar grammar;
  private final Description word;
  private final StringBuilder text = new StringBuilder();

  private WordPage(Grammar grammar, Description word) {
    this.grammar = grammar;
    this.word = word;
  }

  static Page of(Grammar grammar, Description word) {
    return new Page(IndexPage.DIRECTORY + path(word), MADE + markdown(grammar, word));
  }

  /** Where it is, from the index on. */
  static String path(Description word) {
    return word.category().many() + "/" + word.name() + ".md";
  }

  static String markdown(Grammar grammar, Description word) {
    return new WordPage(grammar, word).write();
  }

  private String write() {
    text.append("# ").append(word.name()).append(" (").append(what()).append(")\n\n");
    text.append(word.doc()).append("\n\n");
    grammar.example(word.category(), word.name()).map(Example::yaml).ifPresent(this::example);
    parameters();
    if (word.category() == Category.STEP) {
      effects();
      outputs();
    }
    beside();
    return text.toString().stripTrailing() + "\n";
  }

  private String what() {
    return switch (word.category()) {
      case STEP -> "step";
      case CHECK -> "check";
      case SOURCE -> "source";
      case SERVICE -> "service";
      case STORE -> "store";
      case SCRATCH -> "scratch resource";
      case FAULT -> "fault";
      case NOTIFIER -> "notifier";
      case SECRET -> "provider of secrets";
    };
  }

  /** Whether a check needs a set to look at, which there is none of before the first step. */
  private boolean ofTheSet() {
    return word.parameters().stream()
        .anyMatch(
            it ->
                it.takes().endsWith("an artifact")
                    || it.example().equals("recorded")
                    || it.fallback().equals("set"));
  }

  /** The word where it would stand in a plan. */
  private void example(String yaml) {
    String before =
        switch (word.category()) {
          case STEP -> word.onScratchOnly() ? "prepare:\n  - " : "steps:\n  - ";
          case CHECK -> ofTheSet() ? "steps:\n  - verify:\n      - " : "preflight:\n  - ";
          case SOURCE, SERVICE, STORE, SCRATCH -> word.category().many() + ":\n  app:\n    ";
          case FAULT -> "inject:\n  - ";
          case NOTIFIER -> "notify:\n  - ";
          case SECRET -> "secrets:\n  app-password:\n    - ";
        };
    String indent = " ".repeat(before.length() - before.lastIndexOf('\n') - 1);
    text.append("```yaml\n").append(before);
    text.append(yaml.stripTrailing().replace("\n", "\n" + indent)).append("\n```\n\n");
  }

  private void parameters() {
    List<Parameter> under =
        word.parameters().stream().filter(it -> !modifiers().contains(it.key())).toList();
    if (under.isEmpty()) {
      text.append("It takes no parameters.\n\n");
      return;
    }
    text.append(ParameterTable.of(under)).append('\n');
    for (Parameter parameter : word.parameters()) {
      if (parameter.primary()) {
        text.append("Short form: `").append(word.name()).append(": …` gives `");
        text.append(parameter.key()).append("`.\n\n");
      }
    }
  }

  private List<String> modifiers() {
    return grammar.modifiers(word.category());
  }

  private void beside() {
    if (!modifiers().isEmpty()) {
      text.append("Beside it may stand: `").append(String.join("` `", modifiers())).append("`.\n");
    }
    word.parameters().stream()
        .filter(it -> modifiers().contains(it.key()))
        .forEach(it -> text.append("\n`%s`: %s\n".formatted(it.key(), it.doc())));
  }

  private void effects() {
    if (word.changes().isEmpty()) {
      text.append("**Changes** nothing: it only reads.\n\n");
    } else {
      text.append("**Changes**: ").append(word.changes()).append("\n\n");
      text.append("**What undoes it**: ").append(word.undo()).append("\n\n");
    }
    if (!word.repeatable()) {
      text.append("It cannot be tried again: it takes no `retry:`.\n\n");
    }
  }

  private void outputs() {
    if (!word.outputs().isEmpty()) {
      text.append("Later steps can read:\n\n");
      word.outputs()
          .forEach(
              (name, type) ->
                  text.append("- `steps.<id>.")
                      .append(name)
                      .append("`, ")
                      .append(type)
                      .append('\n'));
      text.append('\n');
    }
  }
}
