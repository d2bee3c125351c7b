package io.backstay.run;

import io.backstay.program.Program;
import io.backstay.run.StepOutcome.Trouble;
import io.backstay.set.Selection;
import io.backstay.spi.Facts;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.RunInfo;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Something that happened in a run. A run is the fold of its events. */
public sealed interface RunEvent {
  /** When. */
  Instant at();

  /** As a JSON object on one line, as journals have it; {@code is} says which event it is. */
  default String json() {
    return EventCodec.encode(this, UnaryOperator.identity());
  }

  /**
   * The run has its locks and begins.
   *
   * @param at when
   * @param run identity and circumstances
   * @param plan which plan
   * @param locks names it excludes other runs by
   * @param engine version that wrote this
   * @param asked what was asked for
   */
  record RunStarted(
      Instant at,
      RunInfo run,
      Program.PlanInfo plan,
      List<String> locks,
      String engine,
      Asked asked)
      implements RunEvent {
    /** Journals of earlier versions do not say what was asked for. */
    public RunStarted {
      asked = Objects.requireNonNullElse(asked, Asked.UNKNOWN);
    }
  }

  /**
   * A Restore has chosen the set it takes.
   *
   * @param at when
   * @param store where the manifest was read
   * @param set its id
   * @param level how well it is proven
   * @param draw how chance has chosen it; null when it has not
   */
  record SetChosen(
      Instant at, String store, String set, String level, Selection.@Nullable Draw draw)
      implements RunEvent {}

  /**
   * A check was made.
   *
   * @param at when
   * @param step the step that made it; null in preflight
   * @param name what people call it
   * @param type its type
   * @param result {@code passed}, {@code not-passed}, {@code warned} or {@code not-applicable}
   * @param expected what should be; null when it passed
   * @param actual what is; null when it passed
   * @param summary one sentence
   * @param facts what was measured
   */
  record CheckMade(
      Instant at,
      @Nullable String step,
      String name,
      String type,
      String result,
      @Nullable String expected,
      @Nullable String actual,
      String summary,
      Facts facts)
      implements RunEvent {}

  /**
   * A step begins.
   *
   * @param at when
   * @param step its id
   * @param phase part of the run
   */
  record StepStarted(Instant at, String step, Phase phase) implements RunEvent {}

  /**
   * An attempt of a step failed, and another will follow.
   *
   * @param at when
   * @param step its id
   * @param attempt which attempt failed, from 1
   * @param cause why
   */
  record StepRetried(Instant at, String step, int attempt, Trouble cause) implements RunEvent {}

  /**
   * A step ended, or was skipped without having started.
   *
   * @param at when
   * @param step its id
   * @param phase part of the run
   * @param outcome how
   */
  record StepEnded(Instant at, String step, Phase phase, StepOutcome outcome) implements RunEvent {}

  /**
   * What a rule picked, written down before anything is done to it.
   *
   * @param at when
   * @param step the step that acts on it
   * @param facts what was picked, and why
   */
  record Resolved(Instant at, String step, Facts facts) implements RunEvent {}

  /**
   * Something is owed from here on.
   *
   * @param at when
   * @param debt number of the debt within the run, from 1
   * @param step the step that took it
   * @param on whom to pay
   * @param action what is owed, in the resource's own words
   * @param facts what paying needs
   * @param atEnd what becomes of it when the run ends well
   * @param due until when it may be owed; null for as long as the run takes
   */
  record DebtTaken(
      Instant at,
      int debt,
      String step,
      Ref on,
      String action,
      Facts facts,
      Op.AtEnd atEnd,
      @Nullable Instant due)
      implements RunEvent {}

  /**
   * A process of its own stands guard over what is stopped next.
   *
   * @param at when
   * @param process its id
   */
  record GuardPosted(Instant at, long process) implements RunEvent {}

  /**
   * Something was owed for longer than it may be.
   *
   * @param at when
   * @param debt its number
   * @param because what is wrong with that, in one clause
   */
  record Overdue(Instant at, int debt, String because) implements RunEvent {}

  /**
   * Another process goes on with this journal, to pay what is owed; if the run still lives, it can
   * write nothing any more.
   *
   * @param at when
   * @param by who
   * @param because why, in one clause
   */
  record TakenOver(Instant at, String by, String because) implements RunEvent {}

  /**
   * A debt is no longer owed.
   *
   * @param at when
   * @param debt its number
   * @param how what became of it
   */
  record DebtPaid(Instant at, int debt, Payment how) implements RunEvent {}

  /**
   * A debt could not be paid and is still owed.
   *
   * @param at when
   * @param debt its number
   * @param cause why
   */
  record DebtUnpaid(Instant at, int debt, Trouble cause) implements RunEvent {}

  /**
   * A drill kills the process that runs it: nothing comes after this but what another process
   * writes down that puts the run right.
   *
   * @param at when
   * @param fault which of the drill's faults that is, counted from 0
   * @param running the steps that ran then
   */
  record EngineKilled(Instant at, int fault, List<String> running) implements RunEvent {}

  /**
   * Every step did its work: from here on nothing is undone, and debts that a failure would have
   * called in are forgiven, all at once.
   *
   * @param at when
   */
  record WorkDone(Instant at) implements RunEvent {}

  /**
   * Somebody or something asked the run to stop.
   *
   * @param at when
   * @param because why, in one clause
   */
  record StopAsked(Instant at, String because) implements RunEvent {}

  /**
   * The run is over.
   *
   * @param at when
   * @param state how it ended
   * @param cause why, unless it succeeded
   * @param keptUntil until when what it has made for itself stays; null when nothing of that does
   */
  record RunEnded(Instant at, RunState state, @Nullable Trouble cause, @Nullable Instant keptUntil)
      implements RunEvent {
    /** Nothing it has made for itself stays. */
    public RunEnded(Instant at, RunState state, @Nullable Trouble cause) {
      this(at, state, cause, null);
    }
  }

  /** Parts of a run. */
  enum Phase {
    /** The work. */
    STEPS,
    /** After a failure, when the debts are paid. */
    ON_FAILURE,
    /** At the end, success or failure. */
    FINALLY
  }

  /** What became of a debt. */
  enum Payment {
    /** The resource paid it. */
    PAID,
    /** The step that does what was owed declared it done. */
    SETTLED,
    /** It ended well, and what a failure would have undone is kept. */
    FORGIVEN
  }
}
