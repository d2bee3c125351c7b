package io.backstay.drills.report;

import io.backstay.drills.report.DrillReport.Assertion;
import io.backstay.drills.report.DrillReport.Clock;
import io.backstay.drills.report.DrillReport.Exercise;
import io.backstay.drills.report.DrillReport.Phase;
import io.backstay.drills.report.DrillReport.Skipped;
import io.backstay.drills.report.DrillReport.Step;
import io.backstay.program.DrillLowering;
import io.backstay.run.RunEvent;
import io.backstay.run.RunRecord;
import io.backstay.run.StepOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The course of a drill, part by part. */
final class Course {
  static final String PROVISION = "provision";
  private static final String PREPARE = "prepare";
  private static final String BACKUP = "backup";
  private static final String DAMAGE = "damage";
  private static final String SELECT = "select";
  private static final String RESTORE = "restore";
  private static final String VERIFY = "verify";
  private static final String HYPOTHESIS = "hypothesis";

  /** A run that was killed on purpose, and what was done about it. */
  static final String KILLED = "killed";

  static final String SETTLE = "settle";

  /** In their order; how a set is chosen need not be a step. */
  private static final List<String> PARTS =
      List.of(PROVISION, PREPARE, BACKUP, DAMAGE, SELECT, RESTORE, VERIFY, HYPOTHESIS);

  private final RunRecord run;
  private final List<RunRecord> killed;

  /**
   * A course.
   *
   * @param killed runs before that one, which faults of the drill have killed
   */
  Course(RunRecord run, List<RunRecord> killed) {
    this.run = run;
    this.killed = killed;
  }

  /** The part of the drill a step belongs to. */
  private static String phase(String step) {
    if (!step.startsWith(DrillLowering.OWN_STEP)) {
      return RESTORE;
    }
    String own = step.substring(DrillLowering.OWN_STEP.length());
    return own.equals("preflight") ? PROVISION : own.split("\\.", 2)[0];
  }

  private Instant end() {
    return Optional.ofNullable(run.ended()).orElseGet(this::lastStep);
  }

  private Instant lastStep() {
    return run.steps().values().stream()
        .map(step -> Optional.ofNullable(step.ended()).orElse(step.started()))
        .max(Instant::compareTo)
        .orElse(run.started().at());
  }

  Clock clock() {
    boolean done = run.state().succeeded();
    return new Clock(
        first().run.started().at(),
        first().declared(),
        ended(RESTORE).orElse(null),
        done ? ended(VERIFY).or(() -> ended(RESTORE)).orElse(null) : null,
        end());
  }

  /** It is the first one's disaster that recovery is timed from, however often it begins again. */
  private Course first() {
    return killed.isEmpty() ? this : new Course(killed.getFirst(), List.of());
  }

  /** The disaster is declared when nothing speaks against starting, or when all is prepared. */
  private Instant declared() {
    return Optional.ofNullable(run.steps().get(DrillLowering.SELECT))
        .map(RunRecord.Step::started)
        .orElseGet(this::checked);
  }

  private Instant checked() {
    return run.checks().stream()
        .filter(check -> check.step() == null)
        .map(RunEvent.CheckMade::at)
        .max(Instant::compareTo)
        .orElse(run.started().at());
  }

  /** When the last step of a part had succeeded; empty when one of them has not. */
  private Optional<Instant> ended(String phase) {
    List<RunRecord.Step> steps = steps(phase);
    boolean bad =
        steps.stream()
            .map(RunRecord.Step::outcome)
            .anyMatch(
                it ->
                    it == null
                        || it instanceof StepOutcome.Failed
                        || it instanceof StepOutcome.Interrupted);
    return bad
        ? Optional.empty()
        : steps.stream()
            .map(RunRecord.Step::ended)
            .filter(Objects::nonNull)
            .max(Instant::compareTo);
  }

  private List<RunRecord.Step> steps(String phase) {
    return run.steps().values().stream().filter(step -> phase(step.id()).equals(phase)).toList();
  }

  List<Phase> phases() {
    List<Phase> phases = inVain();
    Map<String, Instant> starts = new LinkedHashMap<>();
    for (String name : PARTS) {
      steps(name).stream()
          .map(RunRecord.Step::started)
          .min(Instant::compareTo)
          .ifPresent(at -> starts.put(name, at));
    }
    Instant first = starts.values().stream().findFirst().orElse(end());
    if (!starts.containsKey(SELECT)) {
      phases.add(new Phase(SELECT, declared(), Duration.between(declared(), first), List.of()));
    }
    starts.forEach((name, at) -> phases.add(phase(name, at)));
    if (!starts.isEmpty()) {
      Instant last = lastStep();
      phases.add(new Phase("teardown", last, Duration.between(last, end()), List.of()));
    }
    return phases;
  }

  /** What was done by runs that were killed, and then to put right what they had left. */
  private List<Phase> inVain() {
    List<Phase> phases = new ArrayList<>();
    Instant at = first().declared();
    for (int i = 0; i < killed.size(); i++) {
      RunRecord dead = killed.get(i);
      Instant death = dead.killed() == null ? dead.started().at() : dead.killed().at();
      Instant next = (i + 1 < killed.size() ? killed.get(i + 1) : run).started().at();
      List<Step> steps = dead.steps().values().stream().map(it -> step(it, death)).toList();
      phases.add(new Phase(KILLED, at, Duration.between(at, death), steps));
      phases.add(new Phase(SETTLE, death, Duration.between(death, next), List.of()));
      at = next;
    }
    return phases;
  }

  private Phase phase(String name, Instant at) {
    List<Step> steps = steps(name).stream().map(it -> step(it, end())).toList();
    Instant last =
        steps.stream().map(step -> step.at().plus(step.took())).max(Instant::compareTo).orElse(at);
    return new Phase(name, at, Duration.between(at, last), steps);
  }

  private static Step step(RunRecord.Step step, Instant end) {
    Instant ended = Optional.ofNullable(step.ended()).orElse(end);
    return new Step(
        step.id().startsWith(DrillLowering.OWN_STEP)
            ? step.id().substring(DrillLowering.OWN_STEP.length())
            : step.id(),
        step.started(),
        Duration.between(step.started(), ended),
        step.attempts(),
        outcome(step.outcome()),
        note(step.outcome()));
  }

  private static String outcome(@Nullable StepOutcome outcome) {
    return switch (outcome) {
      case StepOutcome.Succeeded it -> "succeeded";
      case StepOutcome.Failed it -> "failed";
      case StepOutcome.Skipped it -> "skipped";
      case StepOutcome.Interrupted it -> "interrupted";
      case null -> "interrupted";
    };
  }

  private static @Nullable String note(@Nullable StepOutcome outcome) {
    return switch (outcome) {
      case StepOutcome.Failed it -> it.cause().message();
      case StepOutcome.Skipped it -> it.because();
      case StepOutcome.Interrupted it -> it.because();
      case StepOutcome.Succeeded it ->
          it.warnings().isEmpty() ? null : String.join("; ", it.warnings());
      case null -> null;
    };
  }

  List<Assertion> assertions() {
    return run.checks().stream()
        .map(
            check -> {
              String step = check.step();
              return new Assertion(
                  step == null ? HYPOTHESIS : phase(step),
                  check.name(),
                  check.result(),
                  check.summary(),
                  check.expected(),
                  check.actual());
            })
        .toList();
  }

  /** What was let pass although it was not as it should be. */
  List<String> warned() {
    return run.checks().stream()
        .filter(check -> check.result().equals("warned"))
        .map(RunEvent.CheckMade::summary)
        .toList();
  }

  Exercise exercise() {
    List<Skipped> skipped = new ArrayList<>();
    List<RunRecord.Step> steps = steps(RESTORE);
    for (RunRecord.Step step : steps) {
      if (step.outcome() instanceof StepOutcome.Skipped(String because)) {
        skipped.add(new Skipped(step.id(), because.replace(DrillLowering.NOT_EXERCISED, "")));
      }
    }
    return new Exercise(steps.size() - skipped.size(), steps.size(), skipped);
  }
}
