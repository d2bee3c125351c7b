package io.backstay.expr;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads a boolean: one of two words, of the many that exist. */
final class TruthReader {
  private static final List<String> WORDS = List.of("true", "false");
  private static final Set<String> YES = Set.of("yes", "y", "on", "t", "1", "enabled");
  private static final Set<String> NO = Set.of("no", "n", "off", "f", "0", "disabled");

  private TruthReader() {}

  static Parsed<Value.Truth> read(String text) {
    if (WORDS.contains(text)) {
      return new Parsed.Ok<>(new Value.Truth(text.equals("true")));
    }
    Finding finding =
        Misread.whole(text, Kind.BOOLEAN)
            .label("expected true or false")
            .note("only `true` and `false` are booleans here; yes/no/on/off are text");
    return new Parsed.Bad<>(guess(text).map(finding::didYouMean).orElse(finding));
  }

  private static Optional<String> guess(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    if (YES.contains(word) || NO.contains(word)) {
      return Optional.of(YES.contains(word) ? "true" : "false");
    }
    return Nearest.to(word, WORDS);
  }
}
