package io.backstay.app;

import io.backstay.drill.Injector;
import io.backstay.program.DrillLowering;
import io.backstay.program.Program;
import io.backstay.run.Asked;
import io.backstay.run.PlanRunner;
import io.backstay.run.RunListener;
import io.backstay.run.RunOptions;
import io.backstay.run.RunRecord;
import io.backstay.run.RunResult;
import io.backstay.run.StepClocks;
import io.backstay.run.Stop;
import io.backstay.spi.Look;
import io.backstay.survey.Estimates;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Runs a program on this host and shows it. */
final class Execution {
  private static final Duration LINE_EVERY = Duration.ofMinutes(1);

  /** What is due in the same minute may need the same things, and nobody is there to try again. */
  private static final Duration WAITED_WHEN_DUE = Duration.ofMinutes(30);

  private final Session session;
  private final Loader.Loaded loaded;

  Execution(Session session, Loader.Loaded loaded) {
    this.session = session;
    this.loaded = loaded;
  }

  /**
   * Runs it.
   *
   * @param verb what it is run for
   */
  RunResult run(String verb, Program program) {
    Secrets secrets = session.secrets(loaded);
    RunOptions options = options(verb, program, new Stop(), run -> false, StepClocks.REAL);
    RunResult result;
    try (Beginning beginning = new Beginning(new Telling(session, loaded))) {
      result = run(program, secrets, beginning, options);
    }
    if (result instanceof RunResult.Ended ended) {
      new Metering(session, loaded).after(program);
      new Telling(session, loaded).ended(ended.record());
    }
    return result;
  }

  /**
   * Runs a drill, with what goes wrong in it.
   *
   * @param failed tells whether it has failed if it ends like this
   */
  RunResult run(Injector injector, List<DrillLowering.Vigil> vigils, Predicate<RunRecord> failed) {
    Stop stop = injector.stop();
    Look look = session.look(loaded);
    try (Vigils watching = new Vigils(session, injector.watched(), look, vigils, stop);
        Beginning beginning = new Beginning(new Telling(session, loaded))) {
      Secrets secrets = session.secrets(loaded).denying(injector::denies);
      // Of a drill that begins again everybody knows that it has begun.
      RunListener told = injector.again() ? RunListener.NONE : beginning;
      RunListener watcher = RunListener.both(injector, RunListener.both(watching, told));
      RunOptions options = options("drill", injector.faulty(), stop, failed, injector::clock);
      return run(injector.faulty(), secrets, watcher, options);
    }
  }

  private RunOptions options(
      String verb, Program program, Stop stop, Predicate<RunRecord> failed, StepClocks clocks) {
    return new RunOptions(
        lockWait(program),
        session.flags().stageDir,
        stop,
        new Asked(verb, inputs()),
        failed,
        clocks);
  }

  private Duration lockWait(Program program) {
    Duration asked = session.flags().lockWait;
    boolean due = program.run().trigger().equals(Runs.SCHEDULE);
    return due && asked.compareTo(WAITED_WHEN_DUE) < 0 ? WAITED_WHEN_DUE : asked;
  }

  private RunResult run(Program program, Secrets secrets, RunListener watcher, RunOptions options) {
    if (session.flags().at != null) {
      throw new io.backstay.app.Stop(
          ExitCode.INVALID, "--at is for previews; a run happens now", null);
    }
    new Loader(session).refuseBeyond(loaded, program);
    PlanRunner runner = session.runner(secrets);
    if (!session.flags().quiet) {
      session.note(
          "backstay %s  run %s  %s"
              .formatted(Version.NUMBER, program.run().id(), program.plan().name()));
    }
    Auditing auditing = new Auditing(session);
    try (Progress progress = progress(program)) {
      RunListener audited = RunListener.both(auditing.of(program), auditing);
      RunListener shown = RunListener.both(listener(progress), new Posthumous(session));
      RunListener seen = RunListener.both(audited, shown);
      return runner.run(program, options, RunListener.both(watcher, seen));
    }
  }

  private Map<String, String> inputs() {
    Map<String, String> inputs = new LinkedHashMap<>();
    loaded.variables().origins().forEach((name, origin) -> inputs.put(name, origin.text()));
    return inputs;
  }

  private RunListener listener(Progress progress) {
    RunListener told =
        session.flags().quiet
            ? RunListener.NONE
            : new RunText(session.console(), session.flags().verbose, progress);
    return session.streams() ? new EventLines(session.console().out(), told) : told;
  }

  private Progress progress(Program program) {
    if (!session.console().terminal()) {
      return new LineProgress(session.console().err(), LINE_EVERY);
    }
    Estimates estimates = Estimates.of(session.history(), program.plan());
    return new BarProgress(session.console(), estimates::of);
  }
}
