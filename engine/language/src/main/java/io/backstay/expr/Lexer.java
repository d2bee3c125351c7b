package io.backstay.expr;

import java.util.List;

/** Cuts an expression into tokens, one at a time, in time linear in its length. */
final class Lexer {
  /** No expression that people read is longer. */
  static final int LONGEST = 10_000;

  private static final List<String> SYMBOLS =
      List.of("==", "!=", "<=", ">=", "??", "<", ">", "|", "(", ")", "[", "]", ",");

  private final String text;
  private final int start;
  private final boolean hole;
  private int at;

  /**
   * At the beginning of an expression.
   *
   * @param text the whole scalar
   * @param start where the expression begins
   * @param hole whether a {@code }} ends it
   */
  Lexer(String text, int start, boolean hole) {
    this.text = text;
    this.start = start;
    this.hole = hole;
    this.at = start;
  }

  Token next() throws SyntaxError {
    while (" \t\r\n".indexOf(charAt(at)) >= 0) {
      at++;
    }
    Token token = read();
    at = token.end();
    if (at - start > LONGEST) {
      throw SyntaxError.at(start, 0, "an expression has at most " + LONGEST + " characters");
    }
    return token;
  }

  private Token read() throws SyntaxError {
    char first = charAt(at);
    if (at == text.length() || (hole && first == '}')) {
      return new Token(Token.Type.END, text.substring(at, Math.min(at + 1, text.length())), at);
    }
    if (isLetter(first)) {
      return word();
    }
    if (isDigit(first) || (first == '-' && isDigit(charAt(at + 1)))) {
      return amount();
    }
    return first == '\'' || first == '"' ? string(first) : symbol();
  }

  private Token word() throws SyntaxError {
    int end = at;
    do {
      end++;
      while (isLetter(charAt(end)) || isDigit(charAt(end)) || "-_".indexOf(charAt(end)) >= 0) {
        end++;
      }
    } while (charAt(end) == '.' && isLetter(charAt(end + 1)));
    if (charAt(end) == '.') {
      throw SyntaxError.at(end, 1, "a letter must follow the dot in a name");
    }
    return new Token(Token.Type.WORD, text.substring(at, end), at);
  }

  private Token amount() throws SyntaxError {
    int end = at + 1;
    while (isLetter(charAt(end)) || isDigit(charAt(end)) || "._".indexOf(charAt(end)) >= 0) {
      end++;
    }
    String written = text.substring(at, end);
    return new Token(Token.Type.LITERAL, written, Amount.read(written, at), at);
  }

  /** A quote inside is written twice. */
  private Token string(char quote) throws SyntaxError {
    StringBuilder value = new StringBuilder();
    int end = at;
    do {
      int close = text.indexOf(quote, end + 1);
      if (close < 0) {
        throw SyntaxError.at(at, 1, "this text is never closed")
            .help("end it with `" + quote + "`");
      }
      value.append(text, end == at ? at + 1 : end, close);
      end = close + 1;
    } while (charAt(end) == quote);
    return new Token(
        Token.Type.LITERAL, text.substring(at, end), new Value.Text(value.toString()), at);
  }

  private Token symbol() throws SyntaxError {
    if (Foreign.begins(text, at)) {
      throw Foreign.symbol(text, at);
    }
    for (String symbol : SYMBOLS) {
      if (text.startsWith(symbol, at)) {
        return new Token(Token.Type.SYMBOL, symbol, at);
      }
    }
    throw Foreign.symbol(text, at);
  }

  /** The character there; NUL after the end. */
  private char charAt(int index) {
    return index < text.length() ? text.charAt(index) : 0;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
