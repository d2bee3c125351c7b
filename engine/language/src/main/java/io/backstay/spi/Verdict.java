package io.backstay.spi;

/** What a check found. */
public sealed interface Verdict {
  /**
   * It holds.
   *
   * @param summary one line for people
   * @param facts what was measured
   */
  record Passed(String summary, Facts facts) implements Verdict {}

  /**
   * It does not hold.
   *
   * @param expected what should be
   * @param actual what is
   * @param summary one sentence that names what is wrong
   * @param facts what was measured
   */
  record NotPassed(String expected, String actual, String summary, Facts facts)
      implements Verdict {}

  /**
   * There is nothing here it could speak about. Passing vacuously is not passing: whoever asked
   * decides whether that is allowed.
   *
   * @param why in one clause
   */
  record NotApplicable(String why) implements Verdict {}
}
