package io.backstay.program;

import io.backstay.spi.Facts;
import java.util.Map;
import java.util.function.Function;

/**
 * A value that may depend on what earlier steps find out.
 *
 * @param <T> the value
 */
public sealed interface Late<T> {
  /** The value, given the facts of the steps that have ended, by step id. */
  T at(Map<String, Facts> steps);

  /** The value as far as it can be shown before the run. */
  T preview();

  /**
   * It depends on nothing.
   *
   * @param value the value
   * @param <T> its type
   */
  record Known<T>(T value) implements Late<T> {
    @Override
    public T at(Map<String, Facts> steps) {
      return value;
    }

    @Override
    public T preview() {
      return value;
    }
  }

  /**
   * It depends on facts of earlier steps.
   *
   * @param preview with the unknown parts shown as {@code (known at run)}
   * @param later computes it
   * @param <T> its type
   */
  record Unknown<T>(T preview, Function<Map<String, Facts>, T> later) implements Late<T> {
    @Override
    public T at(Map<String, Facts> steps) {
      return later.apply(steps);
    }
  }
}
