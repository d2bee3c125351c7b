package io.backstay.app;

import static io.backstay.app.Console.Style.BAD;
import static io.backstay.app.Console.Style.GOOD;
import static io.backstay.app.Console.Style.WARN;

import io.backstay.expr.Human;
import io.backstay.run.RunEvent;
import io.backstay.run.RunEvent.CheckMade;
import io.backstay.run.RunEvent.DebtPaid;
import io.backstay.run.RunEvent.DebtTaken;
import io.backstay.run.RunEvent.DebtUnpaid;
import io.backstay.run.RunEvent.StepEnded;
import io.backstay.run.RunEvent.StepRetried;
import io.backstay.run.RunEvent.StepStarted;
import io.backstay.run.RunListener;
import io.backstay.run.RunRecord;
import io.backstay.run.StepOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows a run while it happens: a line when a step ends, and in between how far it is. */
final class RunText implements RunListener {
  private final Console console;
  private final boolean verbose;
  private final Progress progress;
  private final Map<String, Instant> started = new HashMap<>();
  private final Map<Integer, DebtTaken> debts = new HashMap<>();

  RunText(Console console, boolean verbose, Progress progress) {
    this.console = console;
    this.verbose = verbose;
    this.progress = progress;
  }

  @Override
  public synchronized void happened(RunEvent event) {
    switch (event) {
      case StepStarted start -> start(start);
      case StepRetried retry ->
          line(retry.step(), console.styled(WARN, "again: ") + retry.cause().message());
      case StepEnded end -> end(end);
      case DebtTaken debt -> debts.put(debt.debt(), debt);
      case DebtPaid paid -> paid(paid);
      case DebtUnpaid unpaid ->
          undo(unpaid.debt(), console.styled(BAD, cross()) + " " + unpaid.cause().message());
      case CheckMade check -> check(check);
      case RunEvent.StopAsked asked ->
          tell(
              "  stopping: %s; what was begun is taken back; once more leaves out `finally`"
                  .formatted(asked.because()));
      case RunEvent.SetChosen chosen ->
          tell("  set %s from %s, %s".formatted(chosen.set(), chosen.store(), chosen.level()));
      case RunEvent.RunStarted run -> {}
      case RunEvent.Resolved resolved -> picked("deletes from ", resolved.facts().values());
      case RunEvent.WorkDone done -> {}
      case RunEvent.GuardPosted posted -> {}
      case RunEvent.Overdue overdue -> tell("  " + console.styled(WARN, "! ") + overdue.because());
      case RunEvent.TakenOver taken -> {}
      case RunEvent.EngineKilled killed -> {
        progress.close();
        tell("  " + console.styled(WARN, "! ") + "the drill kills its engine");
      }
      case RunEvent.RunEnded ended -> progress.close();
    }
  }

  @Override
  public void settled(RunRecord dead) {
    tell("   " + Settling.text(dead));
  }

  @Override
  public void unsettled(String run, StepOutcome.Trouble cause) {
    tell("   " + console.styled(BAD, cross()) + " " + Settling.text(run, cause));
  }

  @Override
  public void progress(String step, long bytes) {
    progress.at(step, bytes);
  }

  @Override
  public void log(String step, String text) {
    if (verbose) {
      tell("     | " + step + ": " + text);
    }
  }

  private void start(StepStarted event) {
    started.put(event.step(), event.at());
    progress.begin(event.step());
  }

  private void end(StepEnded event) {
    progress.end(event.step());
    Instant began = started.remove(event.step());
    String time = began == null ? "" : Human.measured(Duration.between(began, event.at()));
    switch (event.outcome()) {
      case StepOutcome.Succeeded done -> {
        String size = done.facts().text("bytes").map(Long::valueOf).map(Human::size).orElse("");
        line(event.step(), console.styled(GOOD, tick()) + " %-10s %s".formatted(size, time));
        done.warnings().forEach(w -> line("", console.styled(WARN, "! ") + w));
      }
      case StepOutcome.Failed failed ->
          line(
              event.step(),
              console.styled(BAD, cross()) + " " + time + "  " + failed.cause().message());
      case StepOutcome.Skipped skipped ->
          line(event.step(), console.symbol("○", "o") + " " + skipped.because());
      case StepOutcome.Interrupted stopped ->
          line(event.step(), console.styled(WARN, "! ") + "stopped: " + stopped.because());
    }
  }

  /** Sets by the store they are in; whatever else was picked is told where it is done. */
  private void picked(String what, Map<?, ?> byStore) {
    byStore.forEach(
        (store, sets) -> {
          if (sets instanceof Map<?, ?> copies) {
            picked("copies to ", copies);
          } else if (sets instanceof List<?> some && !some.isEmpty()) {
            String names = some.stream().map(String::valueOf).collect(Collectors.joining(", "));
            tell("     - %s%s: %s".formatted(what, store, names));
          }
        });
  }

  private void paid(DebtPaid event) {
    if (event.how() == RunEvent.Payment.PAID) {
      undo(event.debt(), console.styled(GOOD, tick()));
    }
  }

  private void undo(int number, String text) {
    DebtTaken debt = debts.get(number);
    String what = debt == null ? "debt " + number : debt.action() + " " + debt.on().name();
    tell("   %s %-30s %s".formatted(console.symbol("⟲", "<-"), what, text));
  }

  private void check(CheckMade check) {
    boolean fine = check.result().equals("passed") || check.result().equals("not-applicable");
    if (!fine) {
      line("", console.styled(BAD, cross()) + " " + check.name() + ": " + check.summary());
    } else if (verbose) {
      line("", tick() + " " + check.name() + ": " + check.summary());
    }
  }

  private void line(String step, String text) {
    tell("   %-20s %s".formatted(step, text).stripTrailing());
  }

  private void tell(String text) {
    progress.above(text);
  }

  private String tick() {
    return console.symbol("✓", "ok");
  }

  private String cross() {
    return console.symbol("✗", "x");
  }
}
