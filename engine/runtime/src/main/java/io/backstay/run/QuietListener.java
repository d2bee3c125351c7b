package io.backstay.run;

import io.backstay.run.StepOutcome.Trouble;

/**
 * Keeps what a listener throws from the run: showing a run never changes it.
 *
 * @param listener who watches
 */
record QuietListener(RunListener listener) implements RunListener {
  @Override
  public void happened(RunEvent event) {
    quietly(() -> listener.happened(event));
  }

  @Override
  public void settled(RunRecord dead) {
    quietly(() -> listener.settled(dead));
  }

  @Override
  public void unsettled(String run, Trouble cause) {
    quietly(() -> listener.unsettled(run, cause));
  }

  @Override
  public void progress(String step, long bytes) {
    quietly(() -> listener.progress(step, bytes));
  }

  @Override
  public void log(String step, String line) {
    quietly(() -> listener.log(step, line));
  }

  private static void quietly(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      // See above.
    }
  }
}
