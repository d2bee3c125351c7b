package io.backstay.drills.report;

import io.backstay.drill.Struck;
import io.backstay.drills.report.DrillReport.Injection;
import io.backstay.plan.Timing.Ending;
import io.backstay.run.RunEvent.Payment;
import io.backstay.run.RunRecord;
import io.backstay.run.RunState;
import io.backstay.run.StepOutcome;
import io.backstay.spi.Fault;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges the faults of a drill: what came of each, against what should have. Pure. */
final class FaultReckoning {
  private static final Set<RunState> UNDONE =
      EnumSet.of(RunState.FAILED, RunState.UNPROVEN, RunState.BLOCKED);

  private final RunRecord run;
  private final List<RunRecord> killed;

  /**
   * A reckoning.
   *
   * @param killed runs before that one, which faults of the drill have killed
   */
  FaultReckoning(RunRecord run, List<RunRecord> killed) {
    this.run = run;
    this.killed = killed;
  }

  /** What can come of a fault, beside what a drill can expect. */
  private enum Observed {
    NOTHING,
    UNNOTICED,
    RECOVERED,
    CONTAINED,
    ESCAPED
  }

  List<Injection> all(List<Struck> struck) {
    return struck.stream().map(this::judged).toList();
  }

  private Injection judged(Struck struck) {
    Ending expected = struck.injected().timing().expect();
    Observed observed = observed(struck);
    return new Injection(
        struck.injected().fault().says(),
        struck.injected().timing().says(),
        ReportJson.word(expected),
        observed.name().toLowerCase(Locale.ROOT),
        asExpected(expected, observed),
        struck.times(),
        struck.first(),
        evidence(struck, observed),
        struck.injected().where().toString());
  }

  private static boolean asExpected(Ending expected, Observed observed) {
    return switch (expected) {
      case DETECTED -> observed == Observed.RECOVERED || observed == Observed.CONTAINED;
      case RECOVERED -> observed == Observed.RECOVERED;
      case CONTAINED -> observed == Observed.CONTAINED;
    };
  }

  private Observed observed(Struck struck) {
    if (struck.times() == 0) {
      return Observed.NOTHING;
    }
    if (run.state().succeeded()) {
      return noticed(struck) ? Observed.RECOVERED : Observed.UNNOTICED;
    }
    return UNDONE.contains(run.state()) && failed(struck) ? Observed.CONTAINED : Observed.ESCAPED;
  }

  /**
   * Who is told `no` notices by that; what is given silently has to be found out by somebody. Of a
   * wrong clock there is nothing to find out: what counts is that what goes by it ends well. An
   * engine that is killed is missed by whoever puts right what it has left.
   */
  private boolean noticed(Struck struck) {
    return switch (struck.injected().fault()) {
      case Fault.StoreDown down -> true;
      case Fault.StoreSlow slow -> true;
      case Fault.SecretDenied denied -> true;
      case Fault.ClockSkewed skewed -> true;
      case Fault.EngineKilled engine -> true;
      case Fault.Damaged damaged -> triedAgain(struck);
      case Fault.Harmed harmed -> triedAgain(struck);
    };
  }

  private boolean triedAgain(Struck struck) {
    return steps(struck).stream().anyMatch(step -> step.attempts() > 1);
  }

  private List<RunRecord.Step> steps(Struck struck) {
    return run.steps().values().stream()
        .filter(step -> struck.steps().contains(step.id()))
        .toList();
  }

  /** Whether the drill failed where the fault was met, or before there was any step to meet it. */
  private boolean failed(Struck struck) {
    return struck.steps().isEmpty()
        ? run.steps().isEmpty()
        : steps(struck).stream().anyMatch(step -> step.outcome() instanceof StepOutcome.Failed);
  }

  private String evidence(Struck struck, Observed observed) {
    String trouble = struck.trouble();
    Instant first = struck.first();
    if (trouble != null) {
      return trouble;
    }
    if (first == null) {
      return "nothing met it, so it has proved nothing";
    }
    String met = "met %d times, first at %s".formatted(struck.times(), Times.text(first));
    return switch (observed) {
      case UNNOTICED -> met + "; nobody noticed";
      case ESCAPED -> met + "; the drill failed for another reason, or was not undone";
      case CONTAINED -> met + "; " + cause(struck);
      case NOTHING, RECOVERED -> met + settled(struck);
    };
  }

  /** What became of the run that the fault has killed; empty when it has killed none. */
  private String settled(Struck struck) {
    return killed.stream()
        .filter(dead -> dead.killed() != null && dead.killed().at().equals(struck.first()))
        .map(
            dead ->
                "; run %s died during %s, the %d things it owed were done, and the drill began again"
                    .formatted(dead.id(), String.join(", ", struck.steps()), paid(dead)))
        .collect(Collectors.joining());
  }

  private static long paid(RunRecord dead) {
    return dead.debts().stream().filter(debt -> debt.payment() == Payment.PAID).count();
  }

  private String cause(Struck struck) {
    return steps(struck).stream()
        .flatMap(
            step ->
                step.outcome() instanceof StepOutcome.Failed failed
                    ? Optional.of(failed.cause().message()).stream()
                    : Optional.<String>empty().stream())
        .findFirst()
        .orElse("the drill was not begun");
  }
}
