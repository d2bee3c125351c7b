package io.backstay.expr;

import java.util.Arrays;
import java.util.Optional;

/** The ways to compare two values. */
public enum Comparison {
  /** The same. */
  EQUAL("=="),
  /** Not the same. */
  DIFFERENT("!="),
  /** Smaller, shorter or earlier. */
  LESS("<"),
  /** Not more. */
  AT_MOST("<="),
  /** Larger, longer or later. */
  MORE(">"),
  /** Not less. */
  AT_LEAST(">="),
  /** An element of a list. */
  IN("in"),
  /** Not an element of a list. */
  NOT_IN("not in");

  private final String symbol;

  Comparison(String symbol) {
    this.symbol = symbol;
  }

  /** As it is written. */
  public String symbol() {
    return symbol;
  }

  static Optional<Comparison> of(String symbol) {
    return Arrays.stream(values()).filter(it -> it.symbol.equals(symbol)).findFirst();
  }
}
