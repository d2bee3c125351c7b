package io.backstay.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads an expression by recursive descent: one method for each line of the grammar. */
final class Parser {
  private static final int DEEPEST = 32;

  private final Lexer lexer;
  private Token before;
  private Token token;
  private int depth;

  private Parser(Lexer lexer) throws SyntaxError {
    this.lexer = lexer;
    this.before = Token.NOTHING;
    this.token = lexer.next();
  }

  /** An expression that is the whole text. */
  static Parsed<Expr> bare(String text) {
    try {
      return new Parsed.Ok<>(whole(new Lexer(text, 0, false)).expr());
    } catch (SyntaxError error) {
      return new Parsed.Bad<>(error.finding());
    }
  }

  /**
   * A whole expression.
   *
   * @param expr what was read
   * @param end what ended it
   */
  record Whole(Expr expr, Token end) {}

  static Whole whole(Lexer lexer) throws SyntaxError {
    Parser parser = new Parser(lexer);
    Expr expr = parser.or();
    if (parser.token.type() != Token.Type.END) {
      throw Unexpected.afterValue(parser.before, parser.token);
    }
    return new Whole(expr, parser.token);
  }

  private Expr or() throws SyntaxError {
    int start = token.offset();
    List<Expr> operands = new ArrayList<>();
    do {
      operands.add(and());
    } while (accept("or"));
    return logic(Expr.Connective.OR, operands, start);
  }

  private Expr and() throws SyntaxError {
    int start = token.offset();
    List<Expr> operands = new ArrayList<>();
    do {
      operands.add(not());
    } while (accept("and"));
    return logic(Expr.Connective.AND, operands, start);
  }

  private Expr logic(Expr.Connective connective, List<Expr> operands, int start) {
    return operands.size() == 1
        ? operands.getFirst()
        : new Expr.Logic(connective, operands, start, since(start));
  }

  private Expr not() throws SyntaxError {
    int start = token.offset();
    if (!accept("not")) {
      return comparison();
    }
    Expr operand = comparison();
    return new Expr.Not(operand, start, since(start));
  }

  private Expr comparison() throws SyntaxError {
    int start = token.offset();
    Expr left = otherwise();
    Optional<Comparison> comparison = acceptComparison();
    if (comparison.isEmpty()) {
      return left;
    }
    Expr right = otherwise();
    return new Expr.Compare(comparison.get(), left, right, start, since(start));
  }

  private Optional<Comparison> acceptComparison() throws SyntaxError {
    if (accept("not")) {
      if (!accept("in")) {
        throw Unexpected.withoutIn(before);
      }
      return Optional.of(Comparison.NOT_IN);
    }
    Optional<Comparison> comparison = token.comparison();
    if (comparison.isPresent()) {
      advance();
    }
    return comparison;
  }

  private Expr otherwise() throws SyntaxError {
    int start = token.offset();
    List<Expr> choices = new ArrayList<>();
    do {
      choices.add(pipe());
    } while (accept("??"));
    return choices.size() == 1
        ? choices.getFirst()
        : new Expr.Otherwise(choices, start, since(start));
  }

  private Expr pipe() throws SyntaxError {
    int start = token.offset();
    Expr input = atom();
    List<Expr.Filtering> filters = new ArrayList<>();
    while (accept("|")) {
      filters.add(filter());
    }
    return filters.isEmpty() ? input : new Expr.Piped(input, filters, start, since(start));
  }

  private Expr.Filtering filter() throws SyntaxError {
    Token word = token;
    Filter filter = FilterUse.named(word);
    advance();
    Optional<String> argument = accept("(") ? argument(filter) : Optional.empty();
    FilterUse.check(filter, argument, word, since(word.offset()));
    return new Expr.Filtering(filter, argument, word.offset(), since(word.offset()));
  }

  private Optional<String> argument(Filter filter) throws SyntaxError {
    Token open = before;
    if (accept(")")) {
      return Optional.empty();
    }
    String argument = FilterUse.argument(filter, token);
    advance();
    close(")", open);
    return Optional.of(argument);
  }

  private Expr atom() throws SyntaxError {
    Token first = token;
    if (!first.beginsValue()) {
      throw Unexpected.insteadOfValue(before, first);
    }
    advance();
    return switch (first.text()) {
      case "(" -> nested(first);
      case "[" -> items(first);
      case "true", "false" -> literal(first, new Value.Truth(first.is("true")));
      case "null" -> literal(first, new Value.Absent());
      default ->
          first.type() == Token.Type.LITERAL
              ? literal(first, first.value())
              : new Expr.Name(first.text(), first.offset(), first.text().length());
    };
  }

  private static Expr literal(Token token, Value value) {
    return new Expr.Literal(value, token.offset(), token.text().length());
  }

  private Expr nested(Token open) throws SyntaxError {
    deeper(open);
    Expr inner = or();
    close(")", open);
    return inner;
  }

  private Expr items(Token open) throws SyntaxError {
    deeper(open);
    List<Expr> items = new ArrayList<>();
    if (!token.is("]")) {
      do {
        items.add(or());
      } while (accept(","));
    }
    close("]", open);
    return new Expr.Items(items, open.offset(), since(open.offset()));
  }

  private void deeper(Token open) throws SyntaxError {
    if (++depth > DEEPEST) {
      throw SyntaxError.at(
          open.offset(), 1, "brackets are nested deeper than " + DEEPEST + " levels");
    }
  }

  private void close(String bracket, Token open) throws SyntaxError {
    if (accept(bracket)) {
      depth--;
    } else if (token.type() == Token.Type.END) {
      throw SyntaxError.at(open.offset(), 1, "`" + open.text() + "` is never closed")
          .help("end it with `" + bracket + "`");
    } else {
      throw Unexpected.afterValue(before, token);
    }
  }

  private boolean accept(String word) throws SyntaxError {
    boolean there = token.is(word);
    if (there) {
      advance();
    }
    return there;
  }

  private void advance() throws SyntaxError {
    before = token;
    token = lexer.next();
  }

  /** The number of characters from an offset to the end of what was read. */
  private int since(int offset) {
    return before.end() - offset;
  }
}
