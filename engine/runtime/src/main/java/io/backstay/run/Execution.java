package io.backstay.run;

import io.backstay.run.Cancel.Kind;
import io.backstay.run.RunEvent.Phase;
import io.backstay.run.RunEvent.StopAsked;
import io.backstay.run.StepOutcome.Trouble;
import io.backstay.run.route.RouteMachine;
import io.backstay.run.route.Steps;
import io.backstay.spi.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One run from its first step to its last event: the work, then undo, then what is for failures,
 * then what is for every end. Failure, signal and timeout take the same way.
 */
final class Execution {
  /** Kinds of plans that bring a set back, in earnest or on scratch. */
  private static final Set<String> RESTORES = Set.of("Restore", "Drill");

  private final Run run;
  private final RunSets sets;
  private final Levels levels;
  private final Course course;
  private final Keeping keeping;
  private final Patience patience;
  private final Stop stop;

  Execution(
      Run run,
      RunSets sets,
      Levels levels,
      Course course,
      Keeping keeping,
      Patience patience,
      Stop stop) {
    this.run = run;
    this.sets = sets;
    this.levels = levels;
    this.course = course;
    this.keeping = keeping;
    this.patience = patience;
    this.stop = stop;
  }

  /** Runs everything; what is begun is undone or kept when this returns. */
  Ending run() {
    try (RouteMachine routes = new RouteMachine(sets.program());
        Deadline deadline = new Deadline(sets.program().limits().timeout(), stop.work())) {
      boolean done = work(routes);
      deadline.met();
      if (!done) {
        sets.fail();
      }
      Instant kept = stop.work().cancelled() ? null : keeping.keep(ending(done));
      List<Debts.Unpaid> unpaid = new ArrayList<>(pay(0));
      if (!done) {
        unpaid.addAll(always(Phase.ON_FAILURE, routes::onFailure));
      }
      unpaid.addAll(always(Phase.FINALLY, routes::finallySteps));
      // What could not be paid then, a step may have put right since.
      unpaid.removeIf(one -> !run.debts().owes(one.debt()));
      return (unpaid.isEmpty() ? ending(done) : attention(unpaid)).keeping(kept);
    }
  }

  private List<Debts.Unpaid> pay(int since) {
    return run.debts().payAll(since, new DataFirst(new Payments(run, patience)));
  }

  /** Whether every step did its work, and that is written down. */
  private boolean work(RouteMachine routes) {
    Scope scope = new Scope(course, Phase.STEPS, stop.work());
    Runnable forget = stop.work().onCancel(this::stopAsked);
    try {
      routes.steps(scope);
      // A last step that ended in spite of it all ended a run that somebody had stopped.
      if (scope.halted() || stop.work().cancelled()) {
        return false;
      }
      run.debts().forgive();
      new LatestLinks(run, sets).lead(course);
      new SetHistory(run, sets).add(course);
      restored();
      return true;
    } catch (RuntimeException e) {
      course.broke(e);
      course.fail("", Troubles.of(e));
      return false;
    } finally {
      forget.run();
    }
  }

  /** Said at once: whoever asked wants to know that they were heard. */
  private void stopAsked() {
    Optional<Cancel.Reason> asked = stop.work().reason().filter(why -> why.kind() == Kind.ASKED);
    try {
      asked.ifPresent(why -> run.chronicle().tell(at -> new StopAsked(at, why.because())));
    } catch (Failure unwritable) {
      // Stopping is what was asked for.
    }
  }

  /** Only a restore whose checks have passed has shown that its set can be restored. */
  private void restored() {
    boolean restore = RESTORES.contains(sets.program().plan().kind());
    boolean checked =
        run.chronicle().record().checks().stream()
            .anyMatch(check -> check.step() != null && check.result().equals("passed"));
    if (restore && checked) {
      try {
        levels.restored(new StepTools(run, new Work("restored", Cancel.root()), sets::proven));
      } catch (Failure failure) {
        run.log().say("restored", failure.message());
        course.warned(true);
      }
    }
  }

  /**
   * A bug in what always runs never keeps the rest from running, or the run from ending.
   *
   * @return what these steps owe and could not be paid when they were done
   */
  private List<Debts.Unpaid> always(Phase phase, Consumer<Steps> route) {
    int before = run.debts().taken();
    Scope scope = new Scope(course, phase, stop.always());
    try {
      route.accept(scope);
      course.warned(scope.halted());
      run.debts().keep(before);
    } catch (RuntimeException e) {
      course.broke(e);
      course.warned(true);
    }
    return pay(before);
  }

  /** A set is only as good as the keys that open it. */
  private Optional<Trouble> doubt() {
    StepTools tools = new StepTools(run, new Work("keys", Cancel.root()), sets::proven);
    return new RecoveryKeys(tools, sets.trust().keys().proofs()).doubt(sets.sealings());
  }

  private Ending attention(List<Debts.Unpaid> unpaid) {
    return new Ending(RunState.ATTENTION, Debts.trouble(unpaid, run.info().id()));
  }

  private Ending ending(boolean done) {
    if (done) {
      return doubt()
          .map(trouble -> new Ending(RunState.UNPROVEN, trouble))
          .orElseGet(() -> new Ending(course.warned() ? RunState.WARNED : RunState.OK, null));
    }
    Trouble failure = course.failure().orElse(null);
    if (failure != null) {
      return new Ending(failure.check() ? RunState.UNPROVEN : RunState.FAILED, failure);
    }
    Cancel.Reason why = stop.work().reason().orElseThrow();
    return why.kind() == Kind.ASKED
        ? new Ending(RunState.CANCELLED, Troubles.stopped(why))
        : new Ending(RunState.FAILED, new Trouble("R102", why.because(), null, false));
  }
}
