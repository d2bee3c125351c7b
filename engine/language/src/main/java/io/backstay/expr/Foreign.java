package io.backstay.expr;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Operators of other languages, and what to write here instead. */
final class Foreign {
  private static final String WORDS = "conditions use words: and, or, not";
  private static final String NO_SUMS = "there is no arithmetic; a step can compute and output it";
  private static final String NO_TERNARY =
      "there is no `? :`; write a default as `x ?? 'y'`, or two steps with `when:`";
  private static final String EQUAL = "equality is written `==`";
  private static final String QUOTES = "text stands in plain quotes: 'text'";
  private static final String NO_PATTERNS =
      "there are no patterns; compare whole values with `==` or `in [… , …]`";

  private static final Map<String, String> SYMBOLS =
      Map.ofEntries(
          Map.entry("&", WORDS),
          Map.entry("||", WORDS),
          Map.entry("!", WORDS),
          Map.entry("=", EQUAL),
          Map.entry("<>", "write `!=`"),
          Map.entry("=~", NO_PATTERNS),
          Map.entry("~", NO_PATTERNS),
          Map.entry("+", "there is no arithmetic; join texts in a value: '${vars.a}${vars.b}'"),
          Map.entry("-", NO_SUMS),
          Map.entry("*", NO_SUMS),
          Map.entry("/", NO_SUMS),
          Map.entry("%", NO_SUMS),
          Map.entry("?", NO_TERNARY),
          Map.entry(":", "write a default as `x ?? 'y'`, a filter's argument as `date('yyyy')`"),
          Map.entry("${", "write the name alone, without `${` and `}`"),
          Map.entry("$", "declare a variable with `env:` and write its name, such as vars.name"),
          Map.entry("{", "write one brace: ${…}"),
          Map.entry("`", QUOTES),
          Map.entry("‘", QUOTES),
          Map.entry("’", QUOTES),
          Map.entry("“", QUOTES),
          Map.entry("”", QUOTES));

  private static final Map<String, String> OPERATORS =
      Map.ofEntries(
          Map.entry("and", WORDS),
          Map.entry("or", WORDS),
          Map.entry("not", WORDS),
          Map.entry("is", EQUAL),
          Map.entry("eq", EQUAL),
          Map.entry("equals", EQUAL),
          Map.entry("ne", "write `!=`"),
          Map.entry("lt", "write `<`"),
          Map.entry("le", "write `<=`"),
          Map.entry("gt", "write `>`"),
          Map.entry("ge", "write `>=`"),
          Map.entry("contains", "turn it round: `element in list`"),
          Map.entry("has", "turn it round: `element in list`"),
          Map.entry("like", NO_PATTERNS),
          Map.entry("matches", NO_PATTERNS),
          Map.entry("if", NO_TERNARY),
          Map.entry("then", NO_TERNARY),
          Map.entry("else", NO_TERNARY),
          Map.entry("mod", NO_SUMS),
          Map.entry("div", NO_SUMS));

  private Foreign() {}

  /** What is wrong with a character that begins no token. */
  static SyntaxError symbol(String text, int at) {
    String two = text.substring(at, Math.min(at + 2, text.length()));
    String one = text.substring(at, text.offsetByCodePoints(at, 1));
    String symbol = SYMBOLS.containsKey(two) ? two : one;
    return error(symbol, at, SYMBOLS.get(symbol));
  }

  /** What is wrong with a symbol of two characters of which the first alone would be one. */
  static boolean begins(String text, int at) {
    return text.startsWith("||", at) || text.startsWith("<>", at);
  }

  /** What is wrong with a word where an operator belongs, if it is one elsewhere. */
  static Optional<SyntaxError> word(Token token) {
    String help = OPERATORS.get(token.text().toLowerCase(Locale.ROOT));
    return help == null ? Optional.empty() : Optional.of(error(token.text(), token.offset(), help));
  }

  /** What is wrong with a negative number where an operator belongs. */
  static SyntaxError minus(int at) {
    return error("-", at, NO_SUMS);
  }

  private static SyntaxError error(String symbol, int at, @Nullable String help) {
    SyntaxError error =
        SyntaxError.at(
            at,
            symbol.length(),
            Finding.quoted(symbol) + " is not part of the expression language");
    return help == null ? error : error.help(help);
  }
}
