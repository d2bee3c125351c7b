package io.backstay.app;

import io.backstay.drill.DrillReporter;
import io.backstay.drill.DrillReporter.Audited;
import io.backstay.plan.Drill;
import io.backstay.plan.Trigger;
import io.backstay.run.RunRecord;
import io.backstay.run.RunState;
import io.backstay.set.ShellWord;
import io.backstay.spi.CheckWorld.Drilled;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds out how drills stand: by their evidence, and by the journals where there is none. */
final class DrillStates {
  /** A drill is not late because it has not ended yet. */
  static final Duration GRACE = Duration.ofHours(1);

  private final Session session;

  DrillStates(Session session) {
    this.session = session;
  }

  /**
   * Those of all drill files.
   *
   * @param plan only of drills that restore sets of this plan; empty for all
   */
  List<DrillState> all(List<Path> files, String plan) {
    return files.stream()
        .filter(file -> file.toString().endsWith(".drill.yaml"))
        .flatMap(file -> state(file).stream())
        // Of a file that means nothing nobody knows the plan.
        .filter(it -> plan.isEmpty() || it.plan().isEmpty() || it.plan().equals(plan))
        .toList();
  }

  /**
   * The last one of each drill that has ended; of a drill that is running the one before.
   *
   * @param plan the drills restore sets of this one
   */
  List<Drilled> ended(List<Path> files, String plan) {
    return drills(files, plan).flatMap(loaded -> ended(loaded).stream()).toList();
  }

  private Optional<Drilled> ended(Loader.Loaded loaded) {
    Drill drill = drill(loaded);
    return last(new DrillWords(loaded, drill), drill, run -> run.state() != RunState.RUNNING)
        .map(last -> ended(drill, last));
  }

  private static Drilled ended(Drill drill, Audited last) {
    // A report that cannot be read has no time, and has not passed.
    Instant at = Objects.requireNonNullElse(last.at(), Instant.EPOCH);
    return new Drilled(drill.name(), last.id(), at, last.verdict(), passed(last));
  }

  static boolean passed(Audited report) {
    return report.wrong() == null && report.verdict().equals("passed");
  }

  private Stream<Loader.Loaded> drills(List<Path> files, String plan) {
    return files.stream()
        .filter(file -> file.toString().endsWith(".drill.yaml"))
        .flatMap(file -> readable(file).stream())
        .filter(loaded -> loaded.drill() != null)
        .filter(loaded -> drill(loaded).backupPlan().identity().toString().equals(plan));
  }

  private static Drill drill(Loader.Loaded loaded) {
    return Objects.requireNonNull(loaded.drill(), "only drills are looked for");
  }

  /** Of a file that means nothing somebody else speaks. */
  private Optional<Loader.Loaded> readable(Path file) {
    try {
      return Optional.of(new Loader(session).load(file));
    } catch (Stop unreadable) {
      return Optional.empty();
    }
  }

  /** The evidence of all drills that restore sets of a plan. */
  List<Audited> evidence(List<Path> files, String plan) {
    return drills(files, plan)
        .flatMap(loaded -> evidence(new DrillWords(loaded, drill(loaded))))
        .toList();
  }

  /** That of a drill, oldest first. */
  Stream<Audited> evidence(DrillWords words) {
    return DrillReporter.found().audit(words.report().to(), session.trust().keys()).stream()
        .filter(report -> report.drill().equals(words.drill().name()));
  }

  private Optional<DrillState> state(Path file) {
    try {
      Loader.Loaded loaded = new Loader(session).load(file);
      return Optional.ofNullable(loaded.drill()).map(drill -> state(loaded, drill));
    } catch (Stop unreadable) {
      String name = String.valueOf(file.getFileName());
      String trouble = "it means nothing: backstay validate " + ShellWord.of(file.toString());
      return Optional.of(new DrillState(name, "", null, null, null, null, null, trouble, false));
    }
  }

  private DrillState state(Loader.Loaded loaded, Drill drill) {
    DrillWords words = new DrillWords(loaded, drill);
    Optional<Audited> last = last(words, drill, run -> true);
    Instant at = last.map(Audited::at).orElse(null);
    Instant due = at == null ? null : due(words, at, zone(drill));
    String trouble = trouble(last.orElse(null), due, words);
    return new DrillState(
        drill.name(),
        drill.backupPlan().name(),
        last.map(Audited::id).orElse(null),
        at,
        last.map(Audited::verdict).orElse(null),
        due,
        at == null ? null : DrillState.age(at, session.clock().instant()),
        trouble,
        last.isEmpty());
  }

  /** The newest report, or the newest run when that came after it. */
  private Optional<Audited> last(DrillWords words, Drill drill, Predicate<RunRecord> counts) {
    Optional<Audited> reported = evidence(words).reduce((first, second) -> second);
    Optional<RunRecord> run =
        session
            .history()
            .of(drill.head().identity().toString(), "Drill")
            .filter(counts)
            .findFirst();
    String newest = reported.map(Audited::id).orElse("");
    return run.filter(it -> it.id().compareTo(newest) > 0)
        .map(DrillStates::unreported)
        .or(() -> reported);
  }

  private static Audited unreported(RunRecord run) {
    boolean running = run.state() == RunState.RUNNING;
    return new Audited(
        run.id(),
        run.started().plan().name(),
        run.state().word(),
        run.started().at(),
        running ? null : "there is no report of it");
  }

  static @Nullable Instant due(DrillWords words, Instant after, ZoneId zone) {
    return words.schedule().stream()
        .map(trigger -> trigger.due().next(after.atZone(zone)).toInstant().plus(trigger.jitter()))
        .min(Instant::compareTo)
        .orElse(null);
  }

  static ZoneId zone(Drill drill) {
    return Objects.requireNonNullElseGet(drill.head().zone(), ZoneId::systemDefault);
  }

  private @Nullable String trouble(
      @Nullable Audited last, @Nullable Instant due, DrillWords words) {
    if (last == null) {
      List<Trigger> schedule = words.schedule();
      return schedule.isEmpty() ? null : "its schedule says when it should, and it never ran";
    }
    if (last.wrong() != null) {
      return last.wrong();
    }
    boolean overdue = due != null && session.clock().instant().isAfter(due.plus(GRACE));
    return switch (last.verdict()) {
      case "passed" -> overdue ? "it is overdue" : null;
      case "running" -> null;
      default ->
          "the last one " + last.verdict().replace('-', ' ') + ": backstay show " + last.id();
    };
  }
}
