package io.backstay.reference;

import io.backstay.plan.Catalog;
import io.backstay.plan.Description;
import io.backstay.plan.Explanation;
import io.backstay.plan.Grammar;
import io.backstay.plan.PlanKind;
import io.backstay.plan.ProblemCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything that can be looked up without a network: codes, words and keys. */
public final class Reference {
  private final Grammar grammar;

  /** The reference of these words. */
  public Reference(Catalog catalog) {
    this.grammar = new Grammar(catalog);
  }

  /** All generated pages. */
  public List<Page> pages() {
    List<Page> pages = new ArrayList<>();
    pages.add(new Page("errors.md", errors()));
    pages.add(new Page("plan-files.md", new PlanFilesPage(grammar).markdown()));
    grammar.words().forEach(word -> pages.add(WordPage.of(grammar, word)));
    return pages;
  }

  private static String errors() {
    return "# What can go wrong\n\n"
        + Arrays.stream(ProblemCode.values())
            .map(code -> Explanation.of(code).markdown())
            .collect(Collectors.joining("\n"));
  }

  /**
   * What there is to say about a code, a word or a key, as Markdown; a word that stands for several
   * things has several pages.
   *
   * @param word such as {@code E210}, {@code dump} or {@code retention}
   */
  public Optional<String> explain(String word) {
    Optional<String> code =
        ProblemCode.of(word.toUpperCase(Locale.ROOT)).map(it -> Explanation.of(it).markdown());
    if (code.isPresent()) {
      return code;
    }
    Stream<String> words =
        grammar.words().stream()
            .filter(it -> it.name().equals(word))
            .map(it -> WordPage.of(grammar, it).markdown());
    Stream<String> keys = new PlanFilesPage(grammar).section(word).stream();
    String found = Stream.concat(words, keys).collect(Collectors.joining("\n"));
    return found.isEmpty() ? Optional.empty() : Optional.of(found);
  }

  /** Everything {@link #explain} knows, for completion and for suggestions. */
  public List<String> explainable() {
    TreeSet<String> words = new TreeSet<>();
    grammar.words().stream().map(Description::name).forEach(words::add);
    for (PlanKind kind : PlanFilesPage.KINDS) {
      grammar.keys(kind).stream().map(Grammar.Key::key).forEach(words::add);
    }
    Arrays.stream(ProblemCode.values()).map(Enum::name).forEach(words::add);
    return List.copyOf(words);
  }

  /** JSON Schemas of plan files. */
  public PlanSchema schema() {
    return new PlanSchema(grammar);
  }
}
