package io.backstay.program;

import io.backstay.spi.Facts;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A step's condition. */
public sealed interface Guard {
  /** No condition. */
  Guard ALWAYS = new Decided("", true);

  /** The condition as written; empty when there is none. */
  String text();

  /** Whether the step runs; null when only the run can tell. */
  @Nullable Boolean decided();

  /** Whether the step runs, given the facts of the steps that have ended, by step id. */
  boolean at(Map<String, Facts> steps);

  /**
   * Known before the run.
   *
   * @param text as written
   * @param runs the answer
   */
  record Decided(String text, boolean runs) implements Guard {
    @Override
    public Boolean decided() {
      return runs;
    }

    @Override
    public boolean at(Map<String, Facts> steps) {
      return runs;
    }
  }

  /**
   * Depends on earlier steps.
   *
   * @param text as written
   * @param later computes the answer
   */
  record Open(String text, Function<Map<String, Facts>, Boolean> later) implements Guard {
    @Override
    public @Nullable Boolean decided() {
      return null;
    }

    @Override
    public boolean at(Map<String, Facts> steps) {
      return later.apply(steps);
    }
  }
}
