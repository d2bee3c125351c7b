package io.backstay.expr;

/** What to say about a token that cannot stand where it stands. */
final class Unexpected {
  private Unexpected() {}

  /** Something else, or nothing, where a value must be. */
  static SyntaxError insteadOfValue(Token before, Token found) {
    if (found.type() != Token.Type.END) {
      return SyntaxError.at(
          found.offset(),
          found.text().length(),
          Finding.quoted(found.text()) + " cannot stand here, a value must");
    }
    return before.type() == Token.Type.END
        ? SyntaxError.at(found.offset(), 0, "an expression is missing")
        : SyntaxError.at(
            before.end(), 0, "a value is missing after " + Finding.quoted(before.text()));
  }

  /** Something that cannot go on where a value has just ended. */
  static SyntaxError afterValue(Token before, Token found) {
    if (found.isKeyword() || found.type() == Token.Type.SYMBOL) {
      return symbol(before, found);
    }
    return found.type() == Token.Type.LITERAL && found.text().startsWith("-")
        ? Foreign.minus(found.offset())
        : Foreign.word(found).orElseGet(() -> noOperator(found));
  }

  private static SyntaxError noOperator(Token found) {
    return SyntaxError.at(
        found.offset(),
        found.text().length(),
        "an operator is missing before " + Finding.quoted(found.text()));
  }

  private static SyntaxError symbol(Token before, Token found) {
    if (found.is("(") && before.type() == Token.Type.WORD) {
      return call(before);
    }
    SyntaxError error =
        SyntaxError.at(
            found.offset(),
            found.text().length(),
            Finding.quoted(found.text()) + " cannot stand here");
    if (found.comparison().isPresent() || found.is("not")) {
      return error.help("compare twice and join with `and`: a < b and b < c");
    }
    return found.is("[")
        ? error.help("take an element of a list with `| first` or `| last`")
        : error;
  }

  private static SyntaxError call(Token name) {
    SyntaxError error =
        SyntaxError.at(
            name.offset(),
            name.text().length(),
            Finding.quoted(name.text()) + " is not a function");
    return Filter.of(name.text()).isPresent()
        ? error.help("it is a filter and follows its value: x | " + name.text())
        : error.help(
            "there are no functions; filters follow a value with `|`: "
                + String.join(", ", Filter.words()));
  }

  /** A {@code not} after a value that is not part of {@code not in}. */
  static SyntaxError withoutIn(Token not) {
    return SyntaxError.at(not.offset(), not.text().length(), "`not` after a value must be `not in`")
        .help("write `not` before what it denies, or `!=`");
  }
}
