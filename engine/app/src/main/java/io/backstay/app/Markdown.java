package io.backstay.app;

import java.util.List;

/** Markdown for comments on changes, in which nothing that a plan says is more than text. */
final class Markdown {
  /** Where comments are longer than this they are refused whole. */
  private static final int LONGEST = 60_000;

  /** Characters with a meaning in Markdown or HTML, and those that call people. */
  private static final String TELLING = "\\`*_{}[]()<>#+!|~@&$";

  private final StringBuilder text = new StringBuilder();

  Markdown line(String line) {
    text.append(line).append('\n');
    return this;
  }

  /** A row of a table. */
  Markdown row(List<String> cells) {
    return line("| " + String.join(" | ", cells) + " |");
  }

  /** What stands in a plan, shown as it is. */
  static String plain(String said) {
    StringBuilder plain = new StringBuilder();
    said.codePoints()
        .forEach(
            c -> {
              if (TELLING.indexOf(c) >= 0) {
                plain.append("&#").append(c).append(';');
              } else {
                plain.appendCodePoint(c < ' ' ? ' ' : c);
              }
            });
    // A bare address would become a link.
    return plain.toString().replace("://", "&#58;//").replace("www.", "www&#46;");
  }

  /** All of it, cut where it is too long to be taken. */
  @Override
  public String toString() {
    if (text.length() <= LONGEST) {
      return text.toString().stripTrailing();
    }
    int end = text.lastIndexOf("\n", LONGEST);
    return text.substring(0, end) + "\n\n… too long to be shown here in full.";
  }
}
