package io.backstay.run;

import java.time.Clock;

/** The time as the steps of a run see it; what a run writes down bears the real one. */
public interface StepClocks {
  /** Every step sees the time it is. */
  StepClocks REAL = (step, real) -> real;

  /**
   * What a step goes by.
   *
   * @param step its id
   * @param real the time
   */
  Clock of(String step, Clock real);
}
