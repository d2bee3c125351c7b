package io.backstay.expr;

import java.util.ArrayList;
import java.util.List;

/** Reads a value with {@code ${…}} in it. */
final class TemplateParser {
  private final String text;
  private final List<Expr> parts = new ArrayList<>();
  private final StringBuilder literal = new StringBuilder();
  private int literalStart;

  private TemplateParser(String text) {
    this.text = text;
  }

  static Parsed<Expr> parse(String text) {
    try {
      return new Parsed.Ok<>(new TemplateParser(text).read());
    } catch (SyntaxError error) {
      return new Parsed.Bad<>(error.finding());
    }
  }

  private Expr read() throws SyntaxError {
    int at = 0;
    while (at < text.length()) {
      if (text.startsWith("$${", at)) {
        literal.append("${");
        at += 3;
      } else if (text.startsWith("${", at)) {
        endLiteral(at);
        at = hole(at);
        literalStart = at;
      } else {
        literal.append(text.charAt(at));
        at++;
      }
    }
    endLiteral(at);
    return switch (parts.size()) {
      case 0 -> new Expr.Literal(new Value.Text(""), 0, 0);
      case 1 -> parts.getFirst();
      default -> new Expr.Template(parts, 0, text.length());
    };
  }

  private void endLiteral(int end) {
    if (!literal.isEmpty()) {
      Value value = new Value.Text(literal.toString());
      parts.add(new Expr.Literal(value, literalStart, end - literalStart));
      literal.setLength(0);
    }
  }

  /** Reads one expression and returns where the text goes on. */
  private int hole(int start) throws SyntaxError {
    if (text.indexOf('}', start) < 0) {
      throw unclosed(start);
    }
    Parser.Whole whole = Parser.whole(new Lexer(text, start + 2, true));
    if (whole.end().text().isEmpty()) {
      throw unclosed(start);
    }
    parts.add(whole.expr());
    return whole.end().end();
  }

  private static SyntaxError unclosed(int start) {
    return SyntaxError.at(start, 2, "`${` is never closed")
        .help("end it with `}`, or write `$${` for the characters themselves");
  }
}
