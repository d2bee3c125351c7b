package io.backstay.expr;

import java.util.List;
import java.util.Optional;

/**
 * What a scalar says, as a tree. Offsets and lengths mark the scalar's text as it was written.
 *
 * <p>A text that is exactly one {@code ${…}} is that expression itself, so it keeps its kind; any
 * other text with a {@code ${…}} in it is a {@link Template}, and one without is a {@link Literal}.
 */
public sealed interface Expr {
  /** Where it begins. */
  int offset();

  /** How many characters it has. */
  int length();

  /**
   * Reads a value in which {@code ${…}} stands for values and a doubled dollar sign before a brace
   * for itself.
   */
  static Parsed<Expr> template(String text) {
    return TemplateParser.parse(text);
  }

  /** Reads a value that is an expression without {@code ${…}} around it, as {@code when:} has. */
  static Parsed<Expr> bare(String text) {
    return Parser.bare(text);
  }

  /**
   * As a plan would write it inside {@code ${…}}, a template as the whole value. The same for
   * expressions that differ only in spaces and needless brackets.
   */
  default String text() {
    return Printer.print(this);
  }

  /**
   * A value written out.
   *
   * @param value which; absent for {@code null}
   * @param offset where it begins
   * @param length how many characters it has
   */
  record Literal(Value value, int offset, int length) implements Expr {}

  /**
   * A declared name.
   *
   * @param path with dots between its parts
   * @param offset where it begins
   * @param length how many characters it has
   */
  record Name(String path, int offset, int length) implements Expr {
    List<String> parts() {
      return List.of(path.split("\\."));
    }
  }

  /**
   * A list written out.
   *
   * @param items its elements
   * @param offset where it begins
   * @param length how many characters it has
   */
  record Items(List<Expr> items, int offset, int length) implements Expr {
    /** Copies the list. */
    public Items {
      items = List.copyOf(items);
    }
  }

  /**
   * {@code not}.
   *
   * @param operand what is denied
   * @param offset where it begins
   * @param length how many characters it has
   */
  record Not(Expr operand, int offset, int length) implements Expr {}

  /**
   * {@code and} or {@code or} between two or more operands.
   *
   * @param connective which of the two
   * @param operands what it joins
   * @param offset where it begins
   * @param length how many characters it has
   */
  record Logic(Connective connective, List<Expr> operands, int offset, int length) implements Expr {
    /** Copies the list. */
    public Logic {
      operands = List.copyOf(operands);
    }
  }

  /** What joins conditions. */
  enum Connective {
    /** True when all are. */
    AND,
    /** True when one is. */
    OR
  }

  /**
   * A comparison.
   *
   * @param comparison how
   * @param left what is compared
   * @param right with what
   * @param offset where it begins
   * @param length how many characters it has
   */
  record Compare(Comparison comparison, Expr left, Expr right, int offset, int length)
      implements Expr {}

  /**
   * {@code ??}: the first of two or more that is not absent.
   *
   * @param choices in the order they are tried
   * @param offset where it begins
   * @param length how many characters it has
   */
  record Otherwise(List<Expr> choices, int offset, int length) implements Expr {
    /** Copies the list. */
    public Otherwise {
      choices = List.copyOf(choices);
    }
  }

  /**
   * A value and what its filters make of it, one after the other.
   *
   * @param input the value
   * @param filters at least one
   * @param offset where it begins
   * @param length how many characters it has
   */
  record Piped(Expr input, List<Filtering> filters, int offset, int length) implements Expr {
    /** Copies the list. */
    public Piped {
      filters = List.copyOf(filters);
    }
  }

  /**
   * One use of a filter.
   *
   * @param filter which
   * @param argument what stands in its parentheses, if anything
   * @param offset where its name begins
   * @param length how many characters it has, with its argument
   */
  record Filtering(Filter filter, Optional<String> argument, int offset, int length) {}

  /**
   * Text with values in it.
   *
   * @param parts literal texts and expressions, in the order they are written
   * @param offset where it begins
   * @param length how many characters it has
   */
  record Template(List<Expr> parts, int offset, int length) implements Expr {
    /** Copies the list. */
    public Template {
      parts = List.copyOf(parts);
    }
  }
}
