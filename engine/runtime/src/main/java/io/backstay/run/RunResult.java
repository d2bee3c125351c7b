package io.backstay.run;

/** What came of asking for a run. */
public sealed interface RunResult {
  /**
   * It ran to an end, good or bad.
   *
   * @param record what happened
   */
  record Ended(RunRecord record) implements RunResult {}

  /**
   * It did not start: another run holds what it needs. Nothing was done or journaled.
   *
   * @param lock the name both need
   * @param holder id of the other run
   */
  record Busy(String lock, String holder) implements RunResult {}
}
