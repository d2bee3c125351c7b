package io.backstay.drills.report;

import io.backstay.drill.DrillReporter.Ended;
import io.backstay.drills.report.DrillReport.Injection;
import io.backstay.drills.report.DrillReport.Objective;
import io.backstay.plan.ReportRules;
import io.backstay.program.Node;
import io.backstay.run.RunRecord;
import io.backstay.run.RunState;
import io.backstay.run.StepOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What of a drill somebody has to look at, and until when. Pure. */
final class Findings {
  private final Ended drill;
  private final RunRecord run;
  private final Course course;
  private final LossReckoning losses;

  Findings(Ended drill, Course course, LossReckoning losses) {
    this.drill = drill;
    this.run = drill.run();
    this.course = course;
    this.losses = losses;
  }

  /**
   * Something that was found.
   *
   * @param about what it is about, in words that are the same in the next drill
   * @param text what is wrong
   * @param where position in the file that says so; null when no file does
   * @param next what to do; null when nobody knows better
   */
  record Found(String about, String text, @Nullable String where, @Nullable String next) {}

  /**
   * All of them.
   *
   * @param broken whether the restore was to fail, and did
   */
  List<Finding> all(
      List<Objective> objectives,
      List<Injection> injections,
      boolean broken,
      DrillReport.History before) {
    List<Found> found = new ArrayList<>();
    ending(broken).ifPresent(found::add);
    if (run.state() != RunState.BLOCKED) {
      objectives.stream().filter(it -> !it.met()).map(this::missed).forEach(found::add);
    }
    // Of a drill that was not begun no fault could have met anything.
    boolean begun =
        run.state() != RunState.BLOCKED || injections.stream().anyMatch(it -> it.times() > 0);
    injections.stream()
        .filter(it -> begun && !it.asExpected())
        .map(Findings::surprise)
        .forEach(found::add);
    found.addAll(unlisted());
    course.warned().forEach(it -> found.add(new Found(it, "tolerated: " + it, null, null)));
    return dated(found, before);
  }

  /** What an earlier drill has found already has to be put right by the time that was said then. */
  private List<Finding> dated(List<Found> found, DrillReport.History before) {
    Map<String, Instant> open = before.previous() == null ? Map.of() : before.previous().open();
    ReportRules rules = drill.words().report();
    Duration due = rules.due();
    List<Finding> dated = new ArrayList<>();
    for (Found it : found) {
      Instant since = open.getOrDefault(it.about(), course.clock().started());
      Instant until = due == null ? null : since.plus(due);
      String ticket = rules.tickets().get(it.about());
      dated.add(new Finding(it.about(), it.text(), it.where(), it.next(), since, until, ticket));
    }
    return dated;
  }

  private Optional<Found> ending(boolean broken) {
    StepOutcome.Trouble cause = run.cause();
    String where = failed().map(step -> step.where().toString()).orElse(null);
    if (run.state() == RunState.INTERRUPTED) {
      String next = "run it again: it has proved nothing";
      return Optional.of(new Found("killed", killed(), where, next));
    }
    return cause == null || broken
        ? Optional.empty()
        : Optional.of(
            new Found(
                failed().map(Node.Step::id).orElse("start"), cause.message(), where, cause.next()));
  }

  private List<Found> unlisted() {
    List<Found> unlisted = new ArrayList<>();
    drill
        .stock()
        .unlisted()
        .forEach(
            (store, why) -> {
              String text = "store `%s` could not be listed: %s".formatted(store, why.message());
              unlisted.add(new Found("store " + store, text, null, why.help()));
            });
    return unlisted;
  }

  private static Found surprise(Injection it) {
    String what = it.what() + ", " + it.when();
    String text = "%s: %s where %s was expected".formatted(what, it.observed(), it.expected());
    return new Found(what, text, it.where(), it.evidence());
  }

  private Found missed(Objective objective) {
    String name = objective.name().toUpperCase(Locale.ROOT);
    Duration measured = objective.measured();
    String text =
        measured == null
            ? name + " could not be measured"
            : "%s is not met: %s where %s were promised"
                .formatted(name, Times.text(measured), Times.text(objective.target()));
    Found missed = new Found(objective.name(), text, null, objective.basis());
    return objective.name().equals("rpo") ? losses.explained(missed) : missed;
  }

  private String killed() {
    String during =
        unfinished().map(step -> " during `" + step + "`").orElse(" while no step was running");
    return "the drill was killed" + during + "; what it had made was removed afterwards";
  }

  private Optional<String> unfinished() {
    return run.steps().values().stream()
        .filter(step -> step.ended() == null)
        .map(RunRecord.Step::id)
        .findFirst();
  }

  /** The step that failed, or never ended. */
  private Optional<Node.Step> failed() {
    Stream<String> ids =
        run.steps().values().stream()
            .filter(step -> step.ended() == null || step.outcome() instanceof StepOutcome.Failed)
            .map(RunRecord.Step::id);
    List<Node.Step> steps = Node.steps(drill.program().steps());
    return ids.flatMap(id -> steps.stream().filter(step -> step.id().equals(id))).findFirst();
  }
}
