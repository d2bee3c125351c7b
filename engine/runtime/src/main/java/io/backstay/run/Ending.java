package io.backstay.run;

import io.backstay.run.StepOutcome.Trouble;
import org.jspecify.annotations.Nullable;

/**
 * How a run ends.
 *
 * @param state the state
 * @param cause why, unless it succeeded
 */
record Ending(RunState state, @Nullable Trouble cause) {}
