package io.backstay.run;

import io.backstay.program.Program.PlanInfo;
import io.backstay.run.RunEvent.DebtPaid;
import io.backstay.run.RunEvent.DebtTaken;
import io.backstay.run.RunEvent.DebtUnpaid;
import io.backstay.run.RunEvent.Payment;
import io.backstay.run.RunEvent.Phase;
import io.backstay.run.StepOutcome.Failed;
import io.backstay.run.StepOutcome.Interrupted;
import io.backstay.run.StepOutcome.Skipped;
import io.backstay.run.StepOutcome.Succeeded;
import io.backstay.run.StepOutcome.Trouble;
import io.backstay.set.Selection;
import io.backstay.spi.Facts;
import io.backstay.spi.Op.AtEnd;
import io.backstay.spi.Ref;
import io.backstay.spi.RunInfo;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run in which everything happens that can be written down. */
final class Events {
  static final Ref WEB = new Ref(Ref.Kind.SERVICE, "web");

  private Events() {}

  static Instant at(int second) {
    return Instant.parse("2026-02-13T02:00:00.123456789Z").plusSeconds(second);
  }

  static RunInfo run(String id) {
    return run(id, "nightly", null);
  }

  static RunInfo run(String id, String plan, @Nullable String description) {
    return new RunInfo(
        id,
        "20260213_030000",
        at(0),
        ZoneId.of("Europe/Paris"),
        plan,
        "full",
        "manual",
        "backup",
        "host-1",
        description);
  }

  static PlanInfo plan(String name) {
    return new PlanInfo(
        name,
        "Backup",
        Path.of("plans/nightly.backup.yaml"),
        Path.of("/"),
        "0".repeat(64),
        name,
        Map.of("steps", List.of("a", 1L, true)));
  }

  static RunEvent.RunStarted started(String id) {
    return new RunEvent.RunStarted(
        at(0),
        run(id),
        plan("nightly"),
        List.of("db"),
        "1.0.0",
        new Asked("run", Map.of("dir", "/backups")));
  }

  static List<RunEvent> everything() {
    Trouble trouble = new Trouble("R501", "no space left", "free some", false);
    return List.of(
        started("20260213_020000-7c1e"),
        new RunEvent.SetChosen(at(1), "local", "20260212_020000-0001", "readable", null),
        new RunEvent.SetChosen(at(1), "local", "b", "readable", new Selection.Draw(-7L, 3)),
        new RunEvent.CheckMade(
            at(1), null, "space", "free-space", "passed", null, null, "41 GiB free", Facts.NONE),
        new RunEvent.StepStarted(at(2), "stop", Phase.STEPS),
        new RunEvent.GuardPosted(at(2), 4711),
        new DebtTaken(
            at(2), 1, "stop", WEB, "start", Facts.of("container", "c1"), AtEnd.PAY, at(62)),
        new RunEvent.StepRetried(at(3), "stop", 1, trouble),
        new RunEvent.StepEnded(
            at(4), "stop", Phase.STEPS, new Succeeded(Facts.of("n", 3L), List.of("slow"))),
        new RunEvent.StepEnded(at(4), "dump", Phase.STEPS, new Skipped("`no` is false")),
        new RunEvent.StepStarted(at(5), "prune", Phase.STEPS),
        new DebtTaken(at(5), 2, "prune", WEB, "tell", Facts.NONE, AtEnd.FORGIVE, null),
        new RunEvent.Resolved(at(5), "prune", Facts.of("sets", List.of("a", "b"))),
        new RunEvent.StepEnded(at(6), "prune", Phase.STEPS, new Failed(trouble)),
        new RunEvent.Overdue(at(6), 1, "`web` is down"),
        new RunEvent.StopAsked(at(6), "SIGTERM"),
        new RunEvent.EngineKilled(at(6), 0, List.of("prune")),
        new RunEvent.TakenOver(at(6), "guard", "the process is gone"),
        new DebtUnpaid(at(7), 2, trouble),
        new DebtPaid(at(8), 1, Payment.PAID),
        new RunEvent.StepStarted(at(8), "evidence", Phase.ON_FAILURE),
        new RunEvent.StepEnded(at(9), "evidence", Phase.ON_FAILURE, new Interrupted("SIGTERM")),
        new RunEvent.RunEnded(at(10), RunState.ATTENTION, trouble));
  }
}
