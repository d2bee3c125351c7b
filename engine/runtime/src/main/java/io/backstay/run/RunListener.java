package io.backstay.run;

/**
 * Watches a run, to show it. Called from several threads; what it throws is ignored, because
 * showing a run never changes it.
 */
public interface RunListener {
  /** Watches nothing. */
  RunListener NONE = new RunListener() {};

  /** Tells both of everything, the first one first. */
  static RunListener both(RunListener first, RunListener second) {
    return new BothListeners(first, second);
  }

  /** An event, after it was journaled. */
  default void happened(RunEvent event) {}

  /** A dead run was settled before this one began. */
  default void settled(RunRecord dead) {}

  /**
   * A dead run could not be settled, and may still owe something.
   *
   * @param run its id
   * @param cause why
   */
  default void unsettled(String run, StepOutcome.Trouble cause) {}

  /**
   * How far a step is.
   *
   * @param step its id
   * @param bytes how many it has moved in this attempt
   */
  default void progress(String step, long bytes) {}

  /**
   * A line of a step's log, secrets masked.
   *
   * @param step its id
   * @param line without its end
   */
  default void log(String step, String line) {}
}
