package io.backstay.plans.faults;

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
    Process process = start(verb);
    long began = firstCall(process);
    end(process);
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** Kills it before the call that the fault names. */
  Ended at(Verb verb, Fault fault) {
    trial.site().reset();
    shim.arm(fault);
    int exit = end(start(verb));
    return new Ended(exit, fault.toString());
  }

  /** How many such calls it makes. */
  long calls(Verb verb, Fault counted) {
    at(verb, counted);
    return shim.seen();
  }

  /** Kills it some time after its first call. */
  Ended after(Verb verb, Duration wait) {
    trial.site().reset();
    shim.arm(everything());
    Process process = start(verb);
    long began = firstCall(process);
    while (process.isAlive() && System.nanoTime() - began < wait.toNanos()) {
      LockSupport.parkNanos(20_000);
    }
    process.destroyForcibly();
    return new Ended(end(process), wait + " after its first call");
  }

  private Fault everything() {
    return Fault.none(Call.CHANGES, trial.site().state());
  }

  private long firstCall(Process process) {
    while (process.isAlive() && shim.seen() == 0) {
      LockSupport.parkNanos(20_000);
    }
    return System.nanoTime();
  }

  private Process start(Verb verb) {
    List<String> command = new ArrayList<>(Java.brief(home));
    command.addAll(trial.command(verb));
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
