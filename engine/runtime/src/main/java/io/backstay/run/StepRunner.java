package io.backstay.run;

import io.backstay.program.Node;
import io.backstay.run.RunEvent.Phase;
import io.backstay.run.RunEvent.StepEnded;
import io.backstay.run.RunEvent.StepRetried;
import io.backstay.run.RunEvent.StepStarted;
import io.backstay.run.StepOutcome.Failed;
import io.backstay.run.StepOutcome.Interrupted;
import io.backstay.run.StepOutcome.Succeeded;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Op;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs one step: its attempts, their timeouts, the pauses between them. */
final class StepRunner {
  private final Run run;
  private final OpMachine machine;
  private final RunSets sets;
  private final Levels levels;
  private final Coverage coverage;
  private final Patience patience;

  StepRunner(
      Run run,
      OpMachine machine,
      RunSets sets,
      Levels levels,
      Coverage coverage,
      Patience patience) {
    this.run = run;
    this.machine = machine;
    this.sets = sets;
    this.levels = levels;
    this.coverage = coverage;
    this.patience = patience;
  }

  /**
   * What became of a step.
   *
   * @param outcome as it was journaled
   * @param thrown what ended it; null when it ended well
   */
  record Result(StepOutcome outcome, @Nullable Throwable thrown) {
    /** Whether trying again may help. */
    boolean passing() {
      return thrown instanceof Failure failure && failure.isTransient();
    }
  }

  /** Runs it to its end, and writes that down. */
  Result run(Node.Step step, Phase phase, Cancel cancel, Map<String, Facts> steps) {
    try {
      run.chronicle().tell(at -> new StepStarted(at, step.id(), phase));
      Result result = attempts(step, cancel, steps);
      run.log().end(step.id());
      if (result.outcome() instanceof Failed
          && phase == Phase.STEPS
          && step.onError() == Node.OnError.FAIL) {
        sets.fail();
      }
      RunEvent ended =
          run.chronicle().tell(at -> new StepEnded(at, step.id(), phase, result.outcome()));
      return new Result(((StepEnded) ended).outcome(), result.thrown());
    } catch (Failure unwritable) {
      // What cannot be written down has not happened.
      return new Result(new Failed(Troubles.of(unwritable)), unwritable);
    }
  }

  private Result attempts(Node.Step step, Cancel cancel, Map<String, Facts> steps) {
    Duration pause = step.retry().firstPause();
    for (int number = 1; ; number++) {
      Result result = attempt(step, cancel, steps);
      if (number > step.retry().max()
          || !(result.outcome() instanceof Failed failed)
          || (step.retry().onlyTransient() && !result.passing())) {
        return result;
      }
      int attempt = number;
      run.chronicle().tell(at -> new StepRetried(at, step.id(), attempt, failed.cause()));
      try {
        cancel.pause(pause);
      } catch (Cancel.Cancelled e) {
        return new Result(new Interrupted(e.reason().because()), null);
      }
      pause = shorter(pause.multipliedBy(2), step.retry().longestPause());
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private Result attempt(Node.Step step, Cancel cancel, Map<String, Facts> steps) {
    try (Cancel own = cancel.child()) {
      Work work = new Work(step.id(), own);
      Throwable thrown =
          new Attempt(own, step.timeout(), patience.stopping())
              .run(step.id(), () -> act(step, step.ops().at(steps), work));
      if (thrown == null) {
        return new Result(new Succeeded(work.found(), work.warnings()), null);
      }
      sets.drop(work.made());
      return new Result(Troubles.outcome(thrown, own.reason().orElse(null)), thrown);
    }
  }

  private void act(Node.Step step, List<Op> ops, Work work) {
    StepTools tools = new StepTools(run, work, sets::proven);
    try {
      machine.run(ops, work);
    } finally {
      if (sets.program().injections().isEmpty()) {
        // What a drill damages on purpose says nothing about the set.
        work.doubted().forEach(store -> levels.judge(store, tools));
      }
    }
    if (step.type().equals("verify")) {
      coverage.demand(ops, work, tools);
    }
    if (step.type().equals("rehearse")) {
      work.handed().forEach(sets::rehearsed);
    }
    levels.mark(work.passed(), tools);
  }
}
