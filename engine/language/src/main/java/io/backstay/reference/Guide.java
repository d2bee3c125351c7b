package io.backstay.reference;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is the same for all words of the language, and is therefore declared by none of them. */
final class Guide {
  /** What follows the heading of an entry, up to the next heading. */
  private static final Pattern ENTRY =
      Pattern.compile("^### ([a-z-]+)\\n(.*?)(?=^##|\\z)", Pattern.MULTILINE | Pattern.DOTALL);

  private final String markdown;

  private Guide(String markdown) {
    this.markdown = markdown;
  }

  static Guide load() {
    try (InputStream in = Guide.class.getResourceAsStream("guide.md")) {
      if (in == null) {
        throw new IllegalStateException("no guide");
      }
      return new Guide(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of it; ends with a new line. */
  String markdown() {
    return markdown;
  }

  /** The words that have an entry of their own: modifiers, and steps that hold steps. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    ENTRY.matcher(markdown).results().map(entry -> entry.group(1)).forEach(words::add);
    return words;
  }

  /** The entry of a word. */
  Optional<String> entry(String word) {
    Matcher entries = ENTRY.matcher(markdown);
    return entries
        .results()
        .filter(entry -> entry.group(1).equals(word))
        .map(MatchResult::group)
        .map(text -> text.substring(1).stripTrailing() + "\n")
        .findFirst();
  }
}
