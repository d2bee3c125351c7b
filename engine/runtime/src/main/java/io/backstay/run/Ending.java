package io.backstay.run;

import io.backstay.run.StepOutcome.Trouble;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a run ends.
 *
 * @param state the state
 * @param cause why, unless it succeeded
 * @param keptUntil until when what it has made stays; null when nothing of that stays
 */
record Ending(RunState state, @Nullable Trouble cause, @Nullable Instant keptUntil) {
  /** Nothing stays. */
  Ending(RunState state, @Nullable Trouble cause) {
    this(state, cause, null);
  }

  Ending keeping(@Nullable Instant until) {
    return new Ending(state, cause, until);
  }
}
