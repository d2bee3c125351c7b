package io.backstay.reference;

import io.backstay.plan.Description;
import io.backstay.plan.Description.Category;
import io.backstay.plan.Grammar;
import java.util.List;

/** The list of all words, each with its page. */
final class IndexPage {
  /** Where the pages of words lie. */
  static final String DIRECTORY = "connectors/docs/";

  private static final String BEGINNING =
      """
      # What plans can name

      <!-- Generated from the declarations that plans are read by. -->

      Each word stands as the one key of a map; what else a file has, and what may stand beside a
      word, is in [plan files](plan-files.md). `backstay explain <word>` prints a page.
      """;

  private IndexPage() {}

  static Page of(Grammar grammar) {
    StringBuilder text = new StringBuilder(BEGINNING);
    for (Category category : Category.values()) {
      List<Description> words =
          grammar.words().stream().filter(word -> word.category() == category).toList();
      text.append("\n## ").append(category.many()).append("\n\n");
      words.forEach(word -> text.append(line(word)));
    }
    return new Page(DIRECTORY + "README.md", text.toString());
  }

  private static String line(Description word) {
    return "- [`%s`](%s): %s\n".formatted(word.name(), WordPage.path(word), first(word.doc()));
  }

  /** The first sentence. */
  private static String first(String doc) {
    int end = doc.indexOf(". ");
    return end < 0 ? doc : doc.substring(0, end + 1);
  }
}
