package io.backstay.app;

import java.util.List;

final class ServeVerb extends Verb {
  private List<String> plans = List.of();
  private boolean dryRun;

  @Override
  void declare(Syntax syntax) {
    syntax.does("Run plans and drills when they are due, until it is stopped.");
    syntax.all(
        "plan",
        String.class,
        "Names or paths of Backups and Drills; default: all that have a schedule.",
        values -> plans = List.copyOf(values));
    syntax.flag("-n, --dry-run", "Only say what is due when.", given -> dryRun = given);
  }

  @Override
  boolean pays() {
    return !dryRun;
  }

  @Override
  ExitCode run(Session session) {
    Scheduled scheduled =
        new Scheduled(session, new PlanFiles(session.directory(), root.dir), plans);
    Serving serving = new Serving(session, scheduled);
    serving.announce();
    return dryRun ? ExitCode.OK : serving.untilStopped();
  }
}
