package io.backstay.plan;

import java.util.List;

/**
 * What binding a part of a plan to values gave.
 *
 * @param <T> what it was bound to
 */
public sealed interface Bound<T> {
  /**
   * It fits.
   *
   * @param value what it is; where it is late, unknown parts of texts are shown as {@code (known at
   *     run)} and other unknown parameters have a neutral value
   * @param late whether something in it is only known when earlier steps have ended: bind again
   *     then
   * @param <T> what it was bound to
   */
  record Ready<T>(T value, boolean late) implements Bound<T> {}

  /**
   * The values do not fit.
   *
   * @param problems what is wrong, at least one
   * @param late whether something in it was not known yet, so that other values may fit
   * @param <T> what it was to be bound to
   */
  record Refused<T>(List<Problem> problems, boolean late) implements Bound<T> {
    /** Copies the list. */
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
