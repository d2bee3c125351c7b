package io.backstay.expr;

import java.util.Optional;

/** Checks how a filter is used, as far as that can be seen without knowing what goes through it. */
final class FilterUse {
  private FilterUse() {}

  /** The filter of that name. */
  static Filter named(Token token) throws SyntaxError {
    int length = token.text().length();
    if (token.type() != Token.Type.WORD) {
      throw SyntaxError.at(token.offset(), length, "a filter is missing after `|`").help(all());
    }
    Optional<Filter> filter = Filter.of(token.text());
    if (filter.isEmpty()) {
      SyntaxError error =
          SyntaxError.filter(
              token.offset(), length, "unknown filter " + Finding.quoted(token.text()));
      throw Nearest.to(token.text(), Filter.words())
          .map(near -> error.help("did you mean `" + near + "`?"))
          .orElseGet(() -> error.help(all()));
    }
    return filter.get();
  }

  private static String all() {
    return "filters: " + String.join(", ", Filter.words());
  }

  /** What stands in a filter's parentheses: a text written out, so that it can be checked now. */
  static String argument(Filter filter, Token token) throws SyntaxError {
    if (token.value() instanceof Value.Text(String text)) {
      return text;
    }
    throw takes(filter, token.offset(), token.text().length());
  }

  /** Refuses an argument too many, one too few, or one that means nothing. */
  static void check(Filter filter, Optional<String> argument, Token word, int length)
      throws SyntaxError {
    boolean fits =
        switch (filter.argument()) {
          case NONE -> argument.isEmpty();
          case ALLOWED -> true;
          case REQUIRED -> argument.isPresent();
        };
    if (!fits) {
      throw takes(filter, word.offset(), length);
    }
    if (filter == Filter.DATE && !argument.map(DatePattern::isValid).orElse(false)) {
      throw noPattern(argument.orElse(""), word.offset(), length);
    }
  }

  private static SyntaxError noPattern(String pattern, int offset, int length) {
    SyntaxError error =
        SyntaxError.filter(offset, length, Finding.quoted(pattern) + " is not a date pattern")
            .note(DatePattern.LOOKS);
    return DatePattern.guess(pattern)
        .map(guess -> error.help("did you mean `date('" + guess + "')`?"))
        .orElse(error);
  }

  private static SyntaxError takes(Filter filter, int offset, int length) {
    return SyntaxError.filter(offset, length, "`" + filter.word() + "` takes " + filter.takes());
  }
}
