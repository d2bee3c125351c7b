package io.backstay.plans.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Runs a command in a process of its own, and kills that as nobody can prepare for. */
final class Crash {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final long POLL = 100_000; // nanoseconds

  private final Trial trial;
  private final Path home;
  private final Shim shim;

  Crash(Trial trial) throws IOException {
    this.trial = trial;
    this.home = trial.home();
    this.shim = new Shim(home);
  }

  /**
   * How the process ended.
   *
   * @param exit its exit code; 137 when it was killed
   * @param instant when it was killed
   */
  record Ended(int exit, String instant) {}

  /** Runs it to its end; how long it took from its first call on. */
  Duration undisturbed(Verb verb) {
    trial.site().reset();
    shim.arm(everything());
    Process process = start(trial.command(verb));
    long began = firstCall(process);
    end(process);
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** Kills it before the call that the fault names. */
  Ended at(Verb verb, Fault fault) {
    trial.site().reset();
    shim.arm(fault);
    int exit = end(start(trial.command(verb)));
    return new Ended(exit, fault.toString());
  }

  /** How many such calls it makes. */
  long calls(Verb verb, Fault counted) {
    at(verb, counted);
    return shim.seen();
  }

  /** How many changes it makes, to whatever belongs to the site. */
  long changes(Verb verb) {
    return calls(verb, everything());
  }

  /**
   * Kills a command, on the site as it is, wherever it happens to be after so many changes: how far
   * it is by some time depends on what else the host has to do.
   */
  Ended after(List<String> command, long changes) {
    shim.arm(everything());
    Process process = start(command);
    while (process.isAlive() && shim.seen() < changes) {
      LockSupport.parkNanos(POLL);
    }
    process.destroyForcibly();
    return new Ended(end(process), command.getFirst() + " after " + changes + " changes");
  }

  /**
   * Stops it again and again on its way, as if it were killed there, and lets it go on.
   *
   * @param step how long it runs until it is stopped for the next time
   * @param look what is done while it stands still
   * @return how often it was stopped
   */
  int standingStill(Verb verb, Duration step, Runnable look) {
    trial.site().reset();
    shim.arm(everything());
    Process process = start(trial.command(verb));
    int stops = 0;
    for (long since = firstCall(process); pause(process, since, step); since = System.nanoTime()) {
      signal("STOP", process);
      if (Threads.standStill(process)) {
        look.run();
        stops++;
      }
      signal("CONT", process);
    }
    assertThat(end(process)).as("it went on").isZero();
    return stops;
  }

  private static void signal(String name, Process process) {
    Tool.run("sh", "-c", "kill -" + name + " " + process.pid() + " 2>/dev/null || :");
  }

  /** Whether it is alive after that. */
  private static boolean pause(Process process, long since, Duration wait) {
    while (process.isAlive() && System.nanoTime() - since < wait.toNanos()) {
      LockSupport.parkNanos(POLL);
    }
    return process.isAlive();
  }

  private Fault everything() {
    return Fault.none(Call.CHANGES, trial.site().project().resolveSibling(""));
  }

  private long firstCall(Process process) {
    while (process.isAlive() && shim.seen() == 0) {
      LockSupport.parkNanos(POLL);
    }
    return System.nanoTime();
  }

  private Process start(List<String> words) {
    List<String> command = new ArrayList<>(Java.brief(home));
    command.addAll(words);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD);
    builder.environment().putAll(shim.environment());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int end(Process process) {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the process does not end");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
