package io.backstay.app;

import io.backstay.drill.Injector;
import io.backstay.plan.Drill;
import io.backstay.program.DrillLowering;
import io.backstay.program.Program;
import io.backstay.run.RunRecord;
import io.backstay.run.RunResult;
import io.backstay.spi.Fault;
import io.backstay.spi.RunInfo;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

final class DrillVerb extends Verb {
  String name = "";
  @Nullable String set;
  @Nullable String expect;
  boolean due;
  Duration jitter = Duration.ZERO;
  boolean dryRun;
  boolean cleanup;
  boolean foreign;

  @Override
  void declare(Syntax syntax) {
    syntax.does("Rehearse a restore on scratch resources, and measure it.");
    syntax.optional("drill", String.class, "Name or path of a Drill.", value -> name = value);
    syntax.option(
        "--set",
        "set",
        String.class,
        "Rehearse with this set instead of the one the drill chooses.",
        value -> set = value);
    syntax.option(
        "--expect",
        "fingerprint",
        String.class,
        "Refuse to run unless a preview made now has this fingerprint.",
        value -> expect = value);
    syntax.flag(
        "--due",
        "Only when its schedule says that it is due, and it was not done yet.",
        given -> due = given);
    Jitter.declare(syntax, upTo -> jitter = upTo);
    syntax.flag(
        "-n, --dry-run", "Preview only; nothing is made or restored.", given -> dryRun = given);
    syntax.flag(
        "--cleanup",
        "Only remove what dead drills have left, and what failed ones have kept.",
        given -> cleanup = given);
    syntax.flag(
        "--foreign",
        "With --cleanup: also what drills have left that this host does not know.",
        given -> foreign = given);
  }

  @Override
  boolean pays() {
    return !dryRun && !cleanup;
  }

  /** One that was killed while it was reported owes nothing, and yet nobody knows of it. */
  private static void reportTheLast(Session session, Drill drill) {
    session
        .history()
        .of(drill.head().identity().toString(), "Drill")
        .findFirst()
        .filter(run -> run.ended() != null)
        .ifPresent(new Posthumous(session)::report);
  }

  @Override
  ExitCode run(Session session) {
    if (cleanup) {
      return new DrillCleanup(session, foreign).run();
    }
    if (name.isEmpty()) {
      throw new Stop(ExitCode.INVALID, "no drill is named", "backstay list --drills");
    }
    Loader loader = new Loader(session);
    Loader.Loaded loaded = load(session, name, PlanFiles.Kind.DRILL);
    Drill drill = Objects.requireNonNull(loaded.drill(), "only drills are looked for");
    Optional<DrillAttempt> attempt = DrillAttempt.ofThisProcess(session.history());
    if (attempt.isPresent()) {
      return rehearse(session, loaded, drill, attempt.get());
    }
    if (!isDue(session, loaded)) {
      return RunVerb.nothingDue(session);
    }
    if (!dryRun) {
      Jitter.pass(session, jitter);
      // Somebody else may have done it meanwhile.
      if (!isDue(session, loaded)) {
        return RunVerb.nothingDue(session);
      }
    }
    Previews previews = new Previews(session, loaded);
    if (dryRun) {
      return previews.show(set, Previews.Depth.LIVE, "backstay drill " + session.typed(name));
    }
    loader.refuseBeyond(loaded, new Stocks(session).program(loaded, set));
    previews.expect(expect, set);
    reportTheLast(session, drill);
    String taken = set == null ? new FreshSet(session, loader).of(loaded) : set;
    DrillAttempt first = new DrillAttempt(List.of(), taken);
    return kills(loader.lower(loaded, new Runs(session).imagine(loaded), taken))
        ? new Supervisor(session, drill).run(first)
        : rehearse(session, loaded, drill, first);
  }

  private boolean isDue(Session session, Loader.Loaded loaded) {
    return !due || !new Timetable(session, loaded).due().isEmpty();
  }

  private static boolean kills(Program program) {
    return program.injections().stream()
        .anyMatch(injected -> injected.fault() instanceof Fault.EngineKilled);
  }

  private ExitCode rehearse(
      Session session, Loader.Loaded loaded, Drill drill, DrillAttempt attempt) {
    Runs runs = new Runs(session);
    RunInfo begun = due ? runs.beginDue(loaded, null) : runs.begin(loaded, null);
    Program program = new Loader(session).lower(loaded, begun, attempt.set());
    DrillLowering lowering =
        new DrillLowering(drill, loaded.variables(), begun, session.scratch(begun.id()));
    List<RunRecord> killed = attempt.killed();
    try (Injector injector = new Injector(program, session.clock(), killed)) {
      DrillEnding ending = new DrillEnding(session, loaded, drill, killed);
      Predicate<RunRecord> failed = run -> ending.failed(injector.faulty(), run, injector.struck());
      RunResult result = new Execution(session, loaded).run(injector, lowering.vigils(), failed);
      if (!(result instanceof RunResult.Ended(var run))) {
        return new Verdicts(session).tell(result, "");
      }
      return ending.tell(
          ending.judge(injector.faulty(), run, injector.struck()), injector.watched());
    }
  }
}
