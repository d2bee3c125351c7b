package io.backstay.run;

import io.backstay.spi.Facts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a step ended. */
public sealed interface StepOutcome {
  /**
   * It did its work, and that was proven.
   *
   * @param facts what was learnt
   * @param warnings checks of severity {@code warn} that did not pass, one sentence each
   */
  record Succeeded(Facts facts, List<String> warnings) implements StepOutcome {
    /** Copies. */
    public Succeeded {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * It did not, or nobody can tell.
   *
   * @param cause why
   */
  record Failed(Trouble cause) implements StepOutcome {}

  /**
   * It was not run.
   *
   * @param because why, in one clause
   */
  record Skipped(String because) implements StepOutcome {}

  /**
   * It was stopped before its end.
   *
   * @param because why, in one clause
   */
  record Interrupted(String because) implements StepOutcome {}

  /**
   * Why something did not work.
   *
   * @param code an {@code R…} code that {@code backstay explain} knows
   * @param message a sentence that stands alone: lower case, no full stop
   * @param next what to do about it, as a sentence; null when nobody knows better than the message
   * @param check whether a check did not pass, as opposed to an act that failed
   */
  record Trouble(String code, String message, @Nullable String next, boolean check) {}
}
