package io.backstay.run;

import io.backstay.run.RunEvent.Phase;
import io.backstay.run.RunEvent.RunStarted;
import io.backstay.run.StepOutcome.Trouble;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run as its journal tells it.
 *
 * @param started how it began
 * @param state how it stands
 * @param set the set a Restore took; null for a Backup, or before it is chosen
 * @param steps by id, in the order they began
 * @param checks every check that was made, in order
 * @param debts every debt, in the order they were taken
 * @param ended when it ended; null while it runs
 * @param cause why it did not succeed; null while it runs or when it did
 * @param keptUntil until when what it has made for itself stays, which is still owed; null when
 *     nothing of that stays
 * @param killed how its drill has killed it; null when nobody meant it to die
 */
public record RunRecord(
    RunStarted started,
    RunState state,
    RunEvent.@Nullable SetChosen set,
    Map<String, Step> steps,
    List<RunEvent.CheckMade> checks,
    List<Debt> debts,
    @Nullable Instant ended,
    @Nullable Trouble cause,
    @Nullable Instant keptUntil,
    RunEvent.@Nullable EngineKilled killed) {

  /** The run's id. */
  public String id() {
    return started.run().id();
  }

  /** Whether a signal of this name, such as {@code SIGTERM}, stopped it. */
  public boolean stoppedBy(String signal) {
    return state == RunState.CANCELLED
        && cause != null
        && cause.message().equals(Troubles.stopped(signal));
  }

  /** The same in another state. */
  RunRecord as(RunState other) {
    return as(other, cause);
  }

  /** The same, ended for a reason that is not written down. */
  RunRecord as(RunState other, @Nullable Trouble why) {
    return new RunRecord(started, other, set, steps, checks, debts, ended, why, keptUntil, killed);
  }

  /** Whether a step has done its work. */
  boolean wentWell(String step) {
    Step one = steps.get(step);
    return one != null && one.outcome() instanceof StepOutcome.Succeeded;
  }

  /** What is still owed, newest first: the order in which it is paid. */
  public List<Debt> open() {
    return debts.stream().filter(debt -> debt.payment() == null).toList().reversed();
  }

  /**
   * A step of a run.
   *
   * @param id its id
   * @param phase part of the run
   * @param started when it began; when it was skipped for a step that never did
   * @param ended when it ended; null while it runs
   * @param attempts how often it was tried; 0 when it was skipped
   * @param outcome how it ended; null while it runs
   */
  public record Step(
      String id,
      Phase phase,
      Instant started,
      @Nullable Instant ended,
      int attempts,
      @Nullable StepOutcome outcome) {}

  /**
   * A debt of a run.
   *
   * @param taken what is owed
   * @param payment what became of it; null while it is owed
   * @param unpaid why the last payment failed; null when none was tried or it worked
   */
  public record Debt(
      RunEvent.DebtTaken taken, RunEvent.@Nullable Payment payment, @Nullable Trouble unpaid) {}
}
