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
  /** Where messages say that codes are explained. */
  private static final String ERRORS = "connectors/docs/errors.md";

  private static final String ABOUT_ERRORS =
      """
      # What can go wrong

      <!-- Generated from the declarations that plans are read by. -->

      Every message has a code: `E` is a mistake in a plan, `W` a warning about one, `P` and `R` are
      about what a run met. `backstay explain E210` says the same as this page, offline.

      """;

  private final Grammar grammar;
  private final Guide guide = Guide.load();

  /** The reference of these words. */
  public Reference(Catalog catalog) {
    this.grammar = new Grammar(catalog);
  }

  /** All generated pages. */
  public List<Page> pages() {
    List<Page> pages = new ArrayList<>();
    pages.add(new Page(ERRORS, errors()));
    pages.add(new Page(PlanFilesPage.PATH, planFiles().markdown()));
    pages.add(IndexPage.of(grammar));
    grammar.words().forEach(word -> pages.add(WordPage.of(grammar, word)));
    return pages;
  }

  private PlanFilesPage planFiles() {
    return new PlanFilesPage(grammar, guide);
  }

  private static String errors() {
    return ABOUT_ERRORS
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
            .map(it -> WordPage.markdown(grammar, it));
    Stream<String> rest =
        Stream.concat(planFiles().section(word).stream(), guide.entry(word).stream());
    String found = Stream.concat(words, rest).collect(Collectors.joining("\n"));
    return found.isEmpty() ? Optional.empty() : Optional.of(found);
  }

  /** Everything {@link #explain} knows, for completion and for suggestions. */
  public List<String> explainable() {
    TreeSet<String> words = new TreeSet<>();
    grammar.words().stream().map(Description::name).forEach(words::add);
    for (PlanKind kind : PlanFilesPage.KINDS) {
      grammar.keys(kind).stream().map(Grammar.Key::key).forEach(words::add);
    }
    words.addAll(guide.words());
    Arrays.stream(ProblemCode.values()).map(Enum::name).forEach(words::add);
    return List.copyOf(words);
  }

  /** JSON Schemas of plan files. */
  public PlanSchema schema() {
    return new PlanSchema(grammar);
  }
}
