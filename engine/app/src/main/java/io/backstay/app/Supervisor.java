package io.backstay.app;

import io.backstay.plan.Drill;
import io.backstay.run.Declared;
import io.backstay.run.RunListener;
import io.backstay.run.RunRecord;
import io.backstay.spi.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Has a drill done that kills whoever does it: by a process of its own, and by another one when
 * that was killed, once what it has left was put right as {@code backstay resume} does it.
 */
final class Supervisor {
  private static final int SIGKILL = 128 + 9;
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** How drills end that have been reported. */
  private static final Set<ExitCode> REPORTED =
      EnumSet.of(
          ExitCode.OK, ExitCode.FAILED, ExitCode.BLOCKED, ExitCode.UNPROVEN, ExitCode.ATTENTION);

  private final Session session;
  private final Drill drill;

  Supervisor(Session session, Drill drill) {
    this.session = session;
    this.drill = drill;
  }

  /** Does it, as often as it takes; a fault kills only once. */
  ExitCode run(DrillAttempt first) {
    DrillAttempt attempt = first;
    while (true) {
      List<String> before = session.history().ids();
      int exit = done(attempt);
      Optional<RunRecord> dead = exit == SIGKILL ? newest(before) : Optional.empty();
      if (dead.isEmpty()) {
        return told(attempt, exit);
      }
      RunRecord settled = settled(dead.get());
      if (settled.killed() == null) {
        return ExitCode.FAILED;
      }
      if (!settled.open().isEmpty()) {
        new Posthumous(session).report(settled);
        return ExitCode.ATTENTION;
      }
      attempt = attempt.after(settled);
    }
  }

  /** What came of the last one; where it was not even begun, the one before is all there is. */
  private ExitCode told(DrillAttempt attempt, int exit) {
    ExitCode code =
        Arrays.stream(ExitCode.values())
            .filter(it -> it.code() == exit)
            .findFirst()
            .orElse(ExitCode.FAILED);
    if (!REPORTED.contains(code) && !attempt.killed().isEmpty()) {
      new Posthumous(session).report(attempt.killed().getLast());
    }
    return code;
  }

  private Optional<RunRecord> newest(List<String> before) {
    return session
        .history()
        .of(drill.head().identity().toString(), "Drill")
        .filter(run -> !before.contains(run.id()))
        .findFirst();
  }

  /** Its guard, or whoever else comes by, may be doing it already. */
  private RunRecord settled(RunRecord dead) {
    RunListener told = Posthumous.told(session);
    RunListener quiet =
        new RunListener() {
          @Override
          public void settled(RunRecord run) {
            told.settled(run);
          }
        };
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      session.runner(Declared.Things.NONE.secrets()).settle(dead.id()::equals, quiet);
      RunRecord now = session.history().find(dead.id()).orElseThrow();
      if (now.ended() != null || System.nanoTime() > end) {
        return now;
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  /** Does it once, and gives what the process ended with. */
  private int done(DrillAttempt attempt) {
    try {
      // The same command, with more to say about what it is for.
      return Offspring.run(
          attempt.options(), session.flags().spec.commandLine().getParseResult().originalArgs());
    } catch (IOException e) {
      throw Failure.of("R773", "the engine that the drill kills cannot be started: " + e)
          .help("see to it that this user can start another process of Java")
          .because(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED.code();
    }
  }
}
