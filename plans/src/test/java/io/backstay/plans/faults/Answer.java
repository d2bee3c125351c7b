package io.backstay.plans.faults;

/**
 * How a command ended.
 *
 * @param exit its exit code
 * @param out standard output
 * @param err standard error
 */
public record Answer(int exit, String out, String err) {
  /** It did what it was for. */
  public boolean green() {
    return exit == 0;
  }

  /** The same, after it ended as expected; else everything it said. */
  public Answer expect(int code) {
    if (exit != code) {
      throw new AssertionError("expected exit " + code + ", got " + this);
    }
    return this;
  }

  @Override
  public String toString() {
    return "exit " + exit + "\n--- out\n" + out + "\n--- err\n" + err;
  }
}
