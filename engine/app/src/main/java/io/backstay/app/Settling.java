package io.backstay.app;

import io.backstay.run.RunListener;
import io.backstay.run.RunRecord;
import io.backstay.run.StepOutcome.Trouble;

/** Says what became of dead runs. */
record Settling(Session session) implements RunListener {
  @Override
  public void settled(RunRecord dead) {
    session.note(text(dead));
  }

  @Override
  public void unsettled(String run, Trouble cause) {
    session.note(text(run, cause));
  }

  /** What became of a run that was found dead. */
  static String text(RunRecord dead) {
    String plan = dead.started().plan().name();
    return dead.open().isEmpty()
        ? "run %s of %s is put right: what it owed is paid".formatted(dead.id(), plan)
        : "run %s of %s still owes %s".formatted(dead.id(), plan, Notice.owed(dead))
            + (dead.cause() == null ? "" : "\n  " + dead.cause().message());
  }

  /** Why nothing could become of it. */
  static String text(String run, Trouble cause) {
    String help = cause.next() == null ? "" : "\n  help:  " + cause.next();
    return "run %s could not be put right: %s%s".formatted(run, cause.message(), help);
  }
}
