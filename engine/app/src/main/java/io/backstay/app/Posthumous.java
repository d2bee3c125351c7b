package io.backstay.app;

import io.backstay.drill.Struck;
import io.backstay.plan.Drill;
import io.backstay.program.Program;
import io.backstay.run.RunListener;
import io.backstay.run.RunRecord;
import io.backstay.spi.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Sees to it that a drill that was killed is reported, too: by whoever puts right what it has left,
 * from its journal.
 */
record Posthumous(Session session) implements RunListener {
  private static final String UNKNOWN = "the drill was killed before it could be told";

  /** Says what becomes of dead runs, here and in the files that have to know. */
  static RunListener told(Session session) {
    RunListener written = RunListener.both(new Auditing(session), new Posthumous(session));
    return RunListener.both(new Settling(session), written);
  }

  /** What a drill has killed itself is reported by the drill, which goes on. */
  @Override
  public void settled(RunRecord dead) {
    if (dead.started().plan().kind().equals("Drill") && dead.killed() == null) {
      report(dead);
    }
  }

  /** Reports on a drill that has ended, unless that was done. */
  void report(RunRecord run) {
    try {
      PastPlans plans = new PastPlans(session);
      Loader.Loaded loaded = plans.then(run);
      Drill drill = loaded.drill();
      if (drill == null || reported(new DrillWords(loaded, drill).report().to(), run.id())) {
        return;
      }
      Program program = new Loader(session).lower(loaded, run.started().run(), null);
      List<Struck> struck =
          program.injections().stream()
              .map(injected -> new Struck(injected, 0, null, Set.of(), UNKNOWN))
              .toList();
      DrillEnding ending = new DrillEnding(session, loaded, drill, List.of());
      Path report = ending.judge(program, run, struck).directory();
      session.note("drill " + run.id() + " is reported in " + report);
    } catch (Failure failure) {
      session.note("drill " + run.id() + " could not be reported: " + failure.message());
    } catch (Stop unreadable) {
      session.note("drill " + run.id() + " could not be reported: its files mean nothing here");
    }
  }

  /** Evidence is written once. */
  private static boolean reported(Path reports, String drill) {
    return Files.exists(reports.resolve(drill));
  }
}
