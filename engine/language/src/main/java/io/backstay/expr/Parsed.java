package io.backstay.expr;

import java.util.function.Function;

/**
 * What reading a text gave: a value or one finding, never an exception.
 *
 * @param <T> what was to be read
 */
public sealed interface Parsed<T> {
  /**
   * It could be read.
   *
   * @param value what it says
   * @param <T> what was to be read
   */
  record Ok<T>(T value) implements Parsed<T> {}

  /**
   * It could not be read.
   *
   * @param finding the first thing wrong with it
   * @param <T> what was to be read
   */
  record Bad<T>(Finding finding) implements Parsed<T> {}

  /** The same with its value turned into something else. */
  default <R> Parsed<R> map(Function<? super T, ? extends R> turn) {
    return switch (this) {
      case Ok<T>(T value) -> new Ok<>(turn.apply(value));
      case Bad<T>(Finding finding) -> new Bad<>(finding);
    };
  }
}
