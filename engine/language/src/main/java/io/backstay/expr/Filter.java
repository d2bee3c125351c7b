package io.backstay.expr;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The filters of the expression language; there are no others and no functions. */
public enum Filter {
  /** A timestamp by a pattern such as {@code 'yyyy/MM/dd'}, in its own time zone. */
  DATE(Argument.REQUIRED, "a pattern, such as date('yyyy-MM-dd')"),
  /** In lower case. */
  LOWER,
  /** In upper case. */
  UPPER,
  /** In lower case, with a hyphen for whatever is not a Latin letter or a digit. */
  SLUG,
  /** What follows the last slash of a path. */
  BASENAME,
  /** The elements of a list with a text between them; a comma if none is given. */
  JOIN(Argument.ALLOWED, "the text between elements, such as join(', ')"),
  /** The first element of a list; absent if it has none. */
  FIRST,
  /** The last element of a list; absent if it has none. */
  LAST,
  /** How many elements a list has. */
  COUNT,
  /** A size for people, such as {@code 311.8 MiB}. */
  SIZE;

  private final Argument argument;
  private final String takes;

  Filter() {
    this(Argument.NONE, "nothing in parentheses");
  }

  Filter(Argument argument, String takes) {
    this.argument = argument;
    this.takes = takes;
  }

  /** Whether something stands in a filter's parentheses. */
  enum Argument {
    NONE,
    ALLOWED,
    REQUIRED
  }

  /** As it is written. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it needs to be given. */
  Kind needs() {
    return switch (this) {
      case DATE -> Kind.TIMESTAMP;
      case LOWER, UPPER, SLUG -> Kind.STRING;
      case BASENAME -> Kind.PATH;
      case JOIN -> Kind.LIST;
      case FIRST, LAST, COUNT -> new Kind.ListOf(Kind.ANY);
      case SIZE -> Kind.SIZE;
    };
  }

  /** What it gives when it is given a kind it needs. */
  Kind gives(Kind input) {
    return switch (this) {
      case DATE, LOWER, UPPER, SLUG, BASENAME, JOIN, SIZE -> Kind.STRING;
      case COUNT -> Kind.INTEGER;
      case FIRST, LAST -> input instanceof Kind.ListOf(Kind element) ? element : Kind.ANY;
    };
  }

  /** Whether it may give nothing although it is given something. */
  boolean mayGiveNothing() {
    return this == FIRST || this == LAST;
  }

  Argument argument() {
    return argument;
  }

  /** What stands in its parentheses, for messages. */
  String takes() {
    return takes;
  }

  static Optional<Filter> of(String word) {
    return Arrays.stream(values()).filter(filter -> filter.word().equals(word)).findFirst();
  }

  /** All filters as written. */
  static List<String> words() {
    return Arrays.stream(values()).map(Filter::word).toList();
  }
}
