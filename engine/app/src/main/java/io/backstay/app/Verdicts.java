package io.backstay.app;

import static io.backstay.app.Console.Style.BAD;
import static io.backstay.app.Console.Style.GOOD;
import static io.backstay.app.Console.Style.WARN;

import io.backstay.expr.Human;
import io.backstay.run.RunRecord;
import io.backstay.run.RunResult;
import io.backstay.run.StepOutcome.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Says how a run ended and what to type next, and knows its exit code. */
final class Verdicts {
  private final Session session;

  Verdicts(Session session) {
    this.session = session;
  }

  /** Adds the result to others that are printed together. */
  ExitCode collect(RunResult result, List<Object> documents) {
    return switch (result) {
      case RunResult.Busy busy -> {
        documents.add(busy);
        yield ExitCode.BUSY;
      }
      case RunResult.Ended ended -> {
        documents.add(ended.record());
        yield exit(ended.record());
      }
    };
  }

  /** Says how a run ended, and what to type next. */
  ExitCode tell(RunResult result, String next) {
    return switch (result) {
      case RunResult.Busy busy -> {
        session.note(
            session.console().styled(WARN, "busy")
                + ": run %s holds %s".formatted(busy.holder(), busy.lock()));
        session.note("  next:  wait for it, or --lock-wait 10m");
        if (session.json()) {
          session.print(busy);
        }
        yield ExitCode.BUSY;
      }
      case RunResult.Ended ended -> {
        ended(ended.record(), next);
        yield exit(ended.record());
      }
    };
  }

  private void ended(RunRecord record, String next) {
    if (session.streams()) {
      return; // Its last event has said how it ended.
    }
    if (session.json()) {
      session.print(record);
      return;
    }
    String time = Human.measured(Duration.between(record.started().at(), end(record)));
    String line =
        switch (record.state()) {
          case OK -> session.console().styled(GOOD, "OK") + " after " + time;
          case WARNED -> session.console().styled(WARN, "WARNED") + " after " + time;
          default ->
              session.console().styled(BAD, record.state().name())
                  + " after "
                  + time
                  + cause(record);
        };
    session.say(line + "   run " + record.id());
    Optional.ofNullable(record.cause())
        .map(Trouble::next)
        .ifPresent(help -> session.say("  help:  " + help));
    record.open().forEach(debt -> session.say("  OWED:  " + owed(debt)));
    session.say("  next:  " + (record.state().succeeded() ? next : next(record)));
  }

  private static String next(RunRecord record) {
    String show = "backstay show " + record.id();
    return record.open().isEmpty()
        ? show + ", and when it is repaired: backstay resume " + record.id()
        : show + ", and when it is repaired: backstay resume " + record.id() + " --undo-only";
  }

  private static String cause(RunRecord record) {
    return Optional.ofNullable(record.cause()).map(c -> ": " + c.message()).orElse("");
  }

  private static String owed(RunRecord.Debt debt) {
    String why = Optional.ofNullable(debt.unpaid()).map(t -> ": " + t.message()).orElse("");
    return debt.taken().action() + " " + debt.taken().on() + why;
  }

  private Instant end(RunRecord record) {
    return Optional.ofNullable(record.ended()).orElseGet(session.clock()::instant);
  }

  private ExitCode exit(RunRecord record) {
    return switch (record.state()) {
      case OK -> ExitCode.OK;
      case WARNED -> session.flags().strict ? ExitCode.FAILED : ExitCode.OK;
      case FAILED -> ExitCode.FAILED;
      case BLOCKED -> ExitCode.BLOCKED;
      case UNPROVEN -> ExitCode.UNPROVEN;
      case ATTENTION, RUNNING, INTERRUPTED -> ExitCode.ATTENTION;
      case CANCELLED -> record.stoppedBy("SIGTERM") ? ExitCode.TERMINATED : ExitCode.INTERRUPTED;
    };
  }
}
