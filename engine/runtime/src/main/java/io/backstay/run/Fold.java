package io.backstay.run;

import io.backstay.run.RunEvent.CheckMade;
import io.backstay.run.RunEvent.DebtPaid;
import io.backstay.run.RunEvent.DebtTaken;
import io.backstay.run.RunEvent.DebtUnpaid;
import io.backstay.run.RunEvent.EngineKilled;
import io.backstay.run.RunEvent.GuardPosted;
import io.backstay.run.RunEvent.Overdue;
import io.backstay.run.RunEvent.Payment;
import io.backstay.run.RunEvent.Phase;
import io.backstay.run.RunEvent.Resolved;
import io.backstay.run.RunEvent.RunEnded;
import io.backstay.run.RunEvent.RunStarted;
import io.backstay.run.RunEvent.SetChosen;
import io.backstay.run.RunEvent.StepEnded;
import io.backstay.run.RunEvent.StepRetried;
import io.backstay.run.RunEvent.StepStarted;
import io.backstay.run.RunEvent.StopAsked;
import io.backstay.run.RunEvent.TakenOver;
import io.backstay.run.RunEvent.WorkDone;
import io.backstay.run.RunRecord.Debt;
import io.backstay.run.RunRecord.Step;
import io.backstay.run.StepOutcome.Trouble;
import io.backstay.spi.Op.AtEnd;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns events into the record of their run. */
final class Fold {
  private final RunStarted started;
  private final Map<String, Step> steps = new LinkedHashMap<>();
  private final Map<Integer, Debt> debts = new LinkedHashMap<>();
  private final List<CheckMade> checks = new ArrayList<>();
  private RunState state = RunState.RUNNING;
  private @Nullable SetChosen set;
  private @Nullable Instant ended;
  private @Nullable Instant keptUntil;
  private @Nullable Trouble cause;
  private @Nullable EngineKilled killed;

  private Fold(RunStarted started) {
    this.started = started;
  }

  /** The record of a run's events, the first of which is its start. */
  static RunRecord of(List<RunEvent> events) {
    Fold fold = new Fold((RunStarted) events.getFirst());
    events.forEach(fold::add);
    return fold.record();
  }

  private void add(RunEvent event) {
    switch (event) {
      case RunStarted begun -> {}
      case SetChosen chosen -> set = chosen;
      case CheckMade check -> checks.add(check);
      case StepStarted begun -> steps.put(begun.step(), begun(begun));
      case StepRetried retried -> steps.computeIfPresent(retried.step(), (id, step) -> again(step));
      case StepEnded end -> steps.compute(end.step(), (id, step) -> ended(step, end));
      case Resolved resolved -> {}
      case DebtTaken taken -> debts.put(taken.debt(), new Debt(taken, null, null));
      case DebtPaid paid -> debts.computeIfPresent(paid.debt(), (id, debt) -> paid(debt, paid));
      case DebtUnpaid not -> debts.computeIfPresent(not.debt(), (id, debt) -> unpaid(debt, not));
      case WorkDone done -> debts.replaceAll((number, debt) -> forgiven(debt));
      case StopAsked asked -> {}
      case GuardPosted posted -> {}
      case Overdue overdue -> {}
      case TakenOver taken -> {}
      case EngineKilled kill -> killed = kill;
      case RunEnded end -> {
        state = end.state();
        // What was kept is removed after the end.
        ended = keptUntil == null ? end.at() : ended;
        keptUntil = end.keptUntil();
        cause = end.cause();
      }
    }
  }

  private static Step begun(StepStarted start) {
    return new Step(start.step(), start.phase(), start.at(), null, 1, null);
  }

  private static Step again(Step step) {
    return new Step(step.id(), step.phase(), step.started(), null, step.attempts() + 1, null);
  }

  private static Step ended(@Nullable Step step, StepEnded end) {
    Instant started = step == null ? end.at() : step.started();
    int attempts = step == null ? 0 : step.attempts();
    Phase phase = end.phase();
    return new Step(end.step(), phase, started, end.at(), attempts, end.outcome());
  }

  private static Debt paid(Debt debt, DebtPaid paid) {
    return new Debt(debt.taken(), paid.how(), null);
  }

  private static Debt forgiven(Debt debt) {
    boolean kept = debt.payment() == null && debt.taken().atEnd() == AtEnd.FORGIVE;
    return kept ? new Debt(debt.taken(), Payment.FORGIVEN, null) : debt;
  }

  private static Debt unpaid(Debt debt, DebtUnpaid not) {
    return new Debt(debt.taken(), null, not.cause());
  }

  private RunRecord record() {
    return new RunRecord(
        started,
        state,
        set,
        Collections.unmodifiableMap(new LinkedHashMap<>(steps)),
        List.copyOf(checks),
        List.copyOf(debts.values()),
        ended,
        cause,
        keptUntil,
        killed);
  }
}
