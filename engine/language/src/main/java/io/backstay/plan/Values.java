package io.backstay.plan;

import io.backstay.spi.Facts;
import io.backstay.spi.RunInfo;
import java.util.Map;

/** What the names in expressions stand for, as far as it is known by now. Immutable. */
public final class Values {
  private Values() {}

  /** What is known of a plan before it runs: its inputs and itself. */
  public static Values of(Plan plan, Variables variables) {
    throw new UnsupportedOperationException("" + plan + variables);
  }

  /** And the run it is for, or would be for. */
  public Values with(RunInfo run) {
    throw new UnsupportedOperationException("" + run);
  }

  /** And what ended steps found out, by step id; steps that are not in it did not run. */
  public Values with(Map<String, Facts> steps) {
    throw new UnsupportedOperationException("" + steps);
  }

  /** And why the run failed, for what happens afterwards. */
  public Values withFailure(String step, String message) {
    throw new UnsupportedOperationException(step + message);
  }

  /** And the set that is restored: {@code id}, {@code started-at}, {@code type}. */
  public Values withBackup(Facts set) {
    throw new UnsupportedOperationException("" + set);
  }
}
