package io.backstay.run;

import io.backstay.program.Program;
import io.backstay.run.RunEvent.RunStarted;
import io.backstay.spi.Failure;
import io.backstay.spi.Ref;
import io.backstay.spi.Resource;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gives a run what it needs, and takes it away again when it has ended. */
final class Launch {
  private final Settings settings;
  private final Program program;
  private final RunOptions options;
  private final RunListener listener;

  Launch(Settings settings, Program program, RunOptions options, RunListener listener) {
    this.settings = settings;
    this.program = program;
    this.options = options;
    this.listener = listener;
  }

  /**
   * Runs the program.
   *
   * @param locks the names that are held for it
   */
  RunRecord run(Set<String> locks) {
    Signals signals = Signals.to(options.stop());
    try {
      Private.directory(settings.home().runs());
      return journaled(locks);
    } catch (IOException e) {
      throw Failure.of(
              "R121", "the state directory `" + settings.home().state() + "` cannot be used: " + e)
          .help("give this user the right to write there, or set --state-dir")
          .because(e);
    } finally {
      signals.close();
    }
  }

  private RunRecord journaled(Set<String> locks) throws IOException {
    Mask mask = new Mask();
    Path path = settings.home().log(program.run().id());
    try (Chronicle chronicle = chronicle(mask);
        Sentry sentry = sentry(chronicle);
        StepLog log = new StepLog(path, settings.clock(), mask, listener)) {
      options.stop().writesTo(chronicle);
      List<String> names = List.copyOf(locks);
      chronicle.tell(
          at ->
              new RunStarted(
                  at,
                  program.run(),
                  absolute(program.plan()),
                  names,
                  EngineVersion.NUMBER,
                  options.asked()));
      return staged(chronicle, new Debts(chronicle, mask, sentry), mask, log);
    }
  }

  /** Whoever puts this run right one day may be in another directory. */
  private static Program.PlanInfo absolute(Program.PlanInfo plan) {
    return new Program.PlanInfo(
        plan.name(),
        plan.kind(),
        plan.file().toAbsolutePath(),
        plan.projectRoot(),
        plan.digest(),
        plan.backup(),
        plan.effective());
  }

  private Chronicle chronicle(Mask mask) {
    Journal journal = Journal.create(settings.home().journal(program.run().id()), mask::hide);
    return new Chronicle(journal, List.of(), settings.clock(), listener);
  }

  private Sentry sentry(Chronicle chronicle) {
    GuardPost post = new GuardPost(settings.rescue().command(program.run().id()));
    boolean early = program.plan().kind().equals("Backup");
    return new Sentry(chronicle, post, options.stop().work(), early);
  }

  private RunRecord staged(Chronicle chronicle, Debts debts, Mask mask, StepLog log) {
    Staging staging;
    try {
      staging =
          Staging.open(Staging.root(program, options.stage(), settings.home()), program.run().id());
    } catch (Failure failure) {
      return chronicle.end(new Ending(RunState.BLOCKED, Troubles.of(failure)));
    }
    RunSets sets = new RunSets(program, staging.set(), history(), settings.home().trust());
    Run run = run(chronicle, debts, mask, log, staging, sets);
    Checks checks = new Checks(settings.checks(), chronicle);
    Levels levels = new Levels(run, sets, checks);
    OpMachine machine = new OpMachine(run, sets, checks, new Choice(run, sets, settings.random()));
    StepRunner steps =
        new StepRunner(
            run, machine, sets, levels, new Coverage(run, sets, checks), settings.patience());
    Course course = new Course(steps, chronicle);
    Ending ending = conduct(run, sets, checks, levels, course);
    remove(staging, log);
    forget(log);
    RunRecord record = chronicle.end(ending);
    course
        .bug()
        .ifPresent(
            bug -> {
              throw new IllegalStateException("run " + record.id() + " met a bug", bug);
            });
    return record;
  }

  private RunHistory history() {
    return new RunHistory(settings.home().state());
  }

  private Run run(
      Chronicle chronicle, Debts debts, Mask mask, StepLog log, Staging staging, RunSets sets) {
    Map<Ref, Resource> resources = new HashMap<>(program.resources());
    resources.put(Ref.SET, new SetDebts(program.resources(), sets.staged(), sets.trust()));
    resources.put(Ref.SETTINGS, new EnvSettings());
    resources.put(Ref.PAST, new PastRuns(history(), Map.copyOf(resources)));
    Secrets secrets = new Secrets(settings.secrets(), program.resources(), mask);
    resources.put(Ref.PROGRAMS, new UndoPrograms(secrets));
    resources.put(Ref.WEB, new WebAddresses(secrets));
    return new Run(
        program.run(),
        program.plan().projectRoot(),
        resources,
        chronicle,
        debts,
        secrets,
        log,
        listener,
        settings.clock(),
        options.clocks(),
        staging.scratch(),
        settings.home().known().of(program.plan().name()));
  }

  private Ending conduct(Run run, RunSets sets, Checks checks, Levels levels, Course course) {
    Stop stop = options.stop();
    Optional<StepOutcome.Trouble> blocked =
        new Preparation(run, sets, checks, course, settings.random(), settings.home().state())
            .blocked(stop.work(), settings.patience(), new Room(history()));
    if (blocked.isPresent()) {
      RunState state = stop.work().cancelled() ? RunState.CANCELLED : RunState.BLOCKED;
      return new Ending(state, blocked.get());
    }
    List<String> remove = settings.rescue().command(program.run().id());
    Keeping keeping = new Keeping(run, program, options.failed(), remove);
    return new Execution(run, sets, levels, course, keeping, settings.patience(), stop).run();
  }

  /** What cannot be forgotten takes room, and that is all. */
  private void forget(StepLog log) {
    try {
      settings.home().known().sweep(program.plan());
    } catch (IOException | InvalidPathException e) {
      log.say("known", e.toString());
    }
  }

  /** What cannot be removed is swept away by the next run. */
  private static void remove(Staging staging, StepLog log) {
    try {
      staging.close();
    } catch (Failure failure) {
      log.say("staging", failure.message());
    }
  }
}
