package io.backstay.program;

import io.backstay.spi.Facts;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A value that may depend on what earlier steps find out.
 *
 * @param <T> the value
 */
public sealed interface Late<T> {
  /**
   * The key under which the facts of the chosen set stand beside those of the steps: not a step id,
   * because those have no colon.
   */
  String CHOSEN_SET = "set:chosen";

  /** The key under which the facts of the set that a run builds on stand, in the same way. */
  String BASE_SET = "set:base";

  /** The key under which the facts {@code step} and {@code message} of a failed run stand. */
  String FAILURE = "run:failure";

  /** The value, given the facts of the steps that have ended, by step id. */
  T at(Map<String, Facts> steps);

  /** The value as far as it can be shown before the run. */
  T preview();

  /** The same with every value changed in the same way. */
  default Late<T> map(UnaryOperator<T> change) {
    return switch (this) {
      case Known<T>(T value) -> new Known<>(change.apply(value));
      case Unknown<T>(T preview, Function<Map<String, Facts>, T> later) ->
          new Unknown<>(change.apply(preview), steps -> change.apply(later.apply(steps)));
    };
  }

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
