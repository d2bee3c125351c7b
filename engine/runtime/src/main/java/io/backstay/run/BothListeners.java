package io.backstay.run;

/** Tells two listeners of everything, one after the other. */
record BothListeners(RunListener first, RunListener second) implements RunListener {
  @Override
  public void happened(RunEvent event) {
    first.happened(event);
    second.happened(event);
  }

  @Override
  public void settled(RunRecord dead) {
    first.settled(dead);
    second.settled(dead);
  }

  @Override
  public void unsettled(String run, StepOutcome.Trouble cause) {
    first.unsettled(run, cause);
    second.unsettled(run, cause);
  }

  @Override
  public void progress(String step, long bytes) {
    first.progress(step, bytes);
    second.progress(step, bytes);
  }

  @Override
  public void log(String step, String line) {
    first.log(step, line);
    second.log(step, line);
  }
}
