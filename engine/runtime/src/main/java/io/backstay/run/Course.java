package io.backstay.run;

import io.backstay.program.Late;
import io.backstay.program.Node;
import io.backstay.run.RunEvent.Phase;
import io.backstay.run.RunEvent.StepEnded;
import io.backstay.run.StepOutcome.Failed;
import io.backstay.run.StepOutcome.Interrupted;
import io.backstay.run.StepOutcome.Skipped;
import io.backstay.run.StepOutcome.Succeeded;
import io.backstay.run.StepOutcome.Trouble;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Op;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How a run is going: what its steps found out, and the first thing that went wrong. */
final class Course {
  private final StepRunner runner;
  private final Chronicle chronicle;
  private final Map<String, Facts> facts = new ConcurrentHashMap<>();
  private @Nullable Trouble failure;
  private @Nullable Throwable bug;
  private boolean warned;

  Course(StepRunner runner, Chronicle chronicle) {
    this.runner = runner;
    this.chronicle = chronicle;
  }

  /** What is known by now, by step id. */
  Map<String, Facts> facts() {
    return Map.copyOf(facts);
  }

  /** Something that is known beside what steps find out. */
  void know(String key, Facts what) {
    facts.put(key, what);
  }

  /** Runs a step. */
  StepOutcome run(Node.Step step, Phase phase, Cancel cancel) {
    StepRunner.Result result = runner.run(step, phase, cancel, facts());
    Throwable thrown = result.thrown();
    if (thrown != null && result.outcome() instanceof Failed) {
      broke(thrown);
    }
    ended(step.id(), result.outcome());
    if (chooses(step) && result.outcome() instanceof Succeeded chosen) {
      know(Late.CHOSEN_SET, chosen.facts());
    }
    return result.outcome();
  }

  private static boolean chooses(Node.Step step) {
    return step.ops().preview().stream()
        .anyMatch(op -> op instanceof Op.Transfer(Op.Movement.Choose choose));
  }

  private void ended(String step, StepOutcome outcome) {
    switch (outcome) {
      case Succeeded(Facts found, var warnings) -> {
        know(step, found.and(Facts.of("status", "succeeded")));
        warned(!warnings.isEmpty());
      }
      case Failed failed -> know(step, Facts.of("status", "failed"));
      case Interrupted interrupted -> {}
      case Skipped skipped -> {}
    }
  }

  /** A node that is not run because of its condition, as far as that can be written down. */
  void skip(String step, Phase phase, String because) {
    try {
      chronicle.tell(at -> new StepEnded(at, step, phase, new Skipped(because)));
    } catch (Failure unwritable) {
      fail(step, Troubles.of(unwritable));
    }
  }

  /** The first failure is the one that counts. */
  synchronized void fail(String step, Trouble cause) {
    if (failure == null) {
      failure = cause;
      know(Late.FAILURE, new Facts(Map.of("step", step, "message", cause.message())));
    }
  }

  /** Something went wrong that makes no failure of the run. */
  synchronized void warned(boolean yes) {
    warned |= yes;
  }

  /** Something was thrown; it is remembered when it means that we went wrong ourselves. */
  synchronized void broke(Throwable cause) {
    if (bug == null && Troubles.bug(cause)) {
      bug = cause;
    }
  }

  synchronized Optional<Trouble> failure() {
    return Optional.ofNullable(failure);
  }

  synchronized Optional<Throwable> bug() {
    return Optional.ofNullable(bug);
  }

  synchronized boolean warned() {
    return warned;
  }
}
