package io.backstay.run;

import io.backstay.program.Program;
import io.backstay.spi.CheckType;
import io.backstay.spi.Failure;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/** A state directory and a runner on it, quick to give up. */
final class Bench {
  static final Patience QUICK =
      new Patience(Duration.ofMillis(400), Duration.ofSeconds(2), List.of(Duration.ofMillis(1)));

  final Path state;
  final Stop stop = new Stop();
  final List<RunEvent> events = new ArrayList<>();
  final List<String> log = new ArrayList<>();
  final Map<String, StepOutcome.Trouble> unsettled = new HashMap<>();
  private final PlanRunner runner;

  Bench(Path state) {
    this(
        state,
        secret -> {
          throw Failure.of("R300", "no secret " + secret);
        });
  }

  Bench(Path state, SecretSource secrets) {
    this.state = state;
    this.runner = new PlanRunner(settings(state, secrets));
  }

  static Settings settings(Path state, SecretSource secrets) {
    Map<String, CheckType<?>> checks =
        Map.of(
            "probe", new ProbeCheck(),
            "checksum", new StoredCheck("checksum"),
            "archive-readable", new StoredCheck("archive-readable"),
            "plain", new StoredCheck("plain"),
            "read-before", new StoredCheck("read-before"));
    return new Settings(
        new Home(state),
        Clock.systemUTC(),
        new Random(1),
        secrets,
        Declared.NOTHING,
        checks,
        QUICK);
  }

  RunRecord run(Program program) {
    return ((RunResult.Ended) ask(program)).record();
  }

  RunResult ask(Program program) {
    return runner.run(program, new RunOptions(Duration.ZERO, null, stop), listener());
  }

  RunListener listener() {
    return new RunListener() {
      @Override
      public void happened(RunEvent event) {
        synchronized (events) {
          events.add(event);
        }
      }

      @Override
      public void unsettled(String run, StepOutcome.Trouble cause) {
        unsettled.put(run, cause);
      }

      @Override
      public void log(String step, String line) {
        synchronized (events) {
          log.add(step + ": " + line);
        }
      }
    };
  }

  /** The journal of a run as it was shown. */
  List<RunEvent> shown(Predicate<RunEvent> which) {
    synchronized (events) {
      return events.stream().filter(which).toList();
    }
  }
}
