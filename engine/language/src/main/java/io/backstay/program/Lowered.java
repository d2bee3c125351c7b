package io.backstay.program;

import io.backstay.plan.Problem;
import java.util.List;

/** What lowering a plan gave. */
public sealed interface Lowered {
  /**
   * It can be previewed, and run.
   *
   * @param program what it comes to
   */
  record Ready(Program program) implements Lowered {}

  /**
   * The values given to its inputs do not fit it.
   *
   * @param problems what is wrong, at least one
   */
  record Refused(List<Problem> problems) implements Lowered {
    /** Copies the list. */
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
