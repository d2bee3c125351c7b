package io.backstay.app;

import io.backstay.run.RunEvent;
import io.backstay.run.RunListener;
import io.backstay.run.RunRecord;
import io.backstay.run.StepOutcome.Trouble;
import java.io.PrintStream;

/**
 * Prints every event of a run as a line of JSON when it happens, and passes everything on.
 *
 * @param out where lines go
 * @param next who else watches
 */
record EventLines(PrintStream out, RunListener next) implements RunListener {
  @Override
  public void happened(RunEvent event) {
    out.println(event.json());
    out.flush();
    next.happened(event);
  }

  @Override
  public void settled(RunRecord dead) {
    next.settled(dead);
  }

  @Override
  public void unsettled(String run, Trouble cause) {
    next.unsettled(run, cause);
  }

  @Override
  public void progress(String step, long bytes) {
    next.progress(step, bytes);
  }

  @Override
  public void log(String step, String line) {
    next.log(step, line);
  }
}
