package io.backstay.drills.report;

import io.backstay.drill.DrillReporter.Ended;
import io.backstay.drill.DrillReporter.Verdict;
import io.backstay.drills.report.DrillReport.Clock;
import io.backstay.drills.report.DrillReport.Finding;
import io.backstay.drills.report.DrillReport.Injection;
import io.backstay.drills.report.DrillReport.Objective;
import io.backstay.drills.report.DrillReport.Teardown;
import io.backstay.program.Node;
import io.backstay.program.Program;
import io.backstay.run.RunRecord;
import io.backstay.run.RunState;
import io.backstay.run.StepOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Judges a drill by what its journal says. Pure. */
final class Reckoning {
  private final Ended drill;
  private final RunRecord run;
  private final Course course;
  private final LossReckoning losses;

  Reckoning(Ended drill) {
    this.drill = drill;
    this.run = drill.run();
    this.course = new Course(run, drill.killed());
    this.losses = new LossReckoning(drill, course.clock().declared());
  }

  DrillReport report(DrillReport.History before) {
    Clock clock = course.clock();
    List<Injection> injections = injections();
    List<Objective> objectives = List.of(rto(clock, broken(injections)), losses.objective());
    List<Finding> findings = findings(objectives, injections);
    return new DrillReport(
        run.id(),
        verdict(objectives, injections),
        Subjects.of(drill),
        Subjects.taken(drill),
        clock,
        course.phases(),
        objectives,
        injections,
        course.assertions(),
        course.exercise(),
        findings,
        teardown(),
        before);
  }

  private List<Injection> injections() {
    return new FaultReckoning(run, drill.killed()).all(drill.struck());
  }

  /** The verdict alone. */
  Verdict verdict() {
    List<Injection> injections = injections();
    return verdict(
        List.of(rto(course.clock(), broken(injections)), losses.objective()), injections);
  }

  private Verdict verdict(List<Objective> objectives, List<Injection> injections) {
    boolean good =
        objectives.stream().allMatch(Objective::met)
            && injections.stream().allMatch(Injection::asExpected);
    boolean ended = run.state().succeeded() || broken(injections);
    // What the scenario has taken away is no reason not to start: it is what was to be found out.
    boolean struck = injections.stream().anyMatch(it -> it.times() > 0);
    return switch (run.state()) {
      case ATTENTION, RUNNING -> Verdict.ATTENTION;
      case INTERRUPTED -> Verdict.FAILED;
      case OK, WARNED, FAILED, UNPROVEN -> good && ended ? Verdict.PASSED : Verdict.FAILED;
      case BLOCKED -> struck ? Verdict.FAILED : Verdict.NOT_STARTED;
      case CANCELLED -> Verdict.FAILED;
    };
  }

  /** Whether the restore was to fail, and failed in that very way. */
  private static boolean broken(List<Injection> injections) {
    return injections.stream().anyMatch(it -> it.expected().equals("contained") && it.asExpected());
  }

  private Objective rto(Clock clock, boolean broken) {
    if (broken) {
      return new Objective("rto", null, null, true, "the restore was to fail, and did");
    }
    Duration target = drill.program().objectives().rto();
    Instant usable = clock.usable();
    Duration measured = usable == null ? null : Duration.between(clock.declared(), usable);
    return new Objective("rto", target, measured, Objective.met(target, measured), basis());
  }

  private String basis() {
    String measured = "from the declaration to the last check";
    return drill.program().choosesLater() ? measured + "; scratch was there before" : measured;
  }

  private List<Finding> findings(List<Objective> objectives, List<Injection> injections) {
    List<Finding> findings = new ArrayList<>();
    StepOutcome.Trouble cause = run.cause();
    if (run.state() == RunState.INTERRUPTED) {
      findings.add(new Finding(killed(), whereItFailed(), "run it again: it has proved nothing"));
    } else if (cause != null && !broken(injections)) {
      findings.add(new Finding(cause.message(), whereItFailed(), cause.next()));
    }
    if (run.state() != RunState.BLOCKED) {
      objectives.stream().filter(it -> !it.met()).forEach(it -> findings.add(missed(it)));
    }
    // Of a drill that was not begun no fault could have met anything.
    boolean begun =
        run.state() != RunState.BLOCKED || injections.stream().anyMatch(it -> it.times() > 0);
    injections.stream()
        .filter(it -> begun && !it.asExpected())
        .forEach(it -> findings.add(surprise(it)));
    drill
        .stock()
        .unlisted()
        .forEach(
            (store, why) ->
                findings.add(
                    new Finding(
                        "store `" + store + "` could not be listed: " + why.message(),
                        null,
                        why.help())));
    course
        .warned()
        .forEach(summary -> findings.add(new Finding("tolerated: " + summary, null, null)));
    return findings;
  }

  private static Finding surprise(Injection it) {
    String text =
        "%s, %s: %s where %s was expected"
            .formatted(it.what(), it.when(), it.observed(), it.expected());
    return new Finding(text, it.where(), it.evidence());
  }

  private Finding missed(Objective objective) {
    String name = objective.name().toUpperCase(java.util.Locale.ROOT);
    Duration measured = objective.measured();
    String text =
        measured == null
            ? name + " could not be measured"
            : name
                + " is not met: "
                + Times.text(measured)
                + " where "
                + Times.text(objective.target())
                + " were promised";
    Finding missed = new Finding(text, null, objective.basis());
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

  /** The line of the plan whose step failed, or never ended. */
  private @Nullable String whereItFailed() {
    Program program = drill.program();
    return run.steps().values().stream()
        .filter(step -> step.ended() == null || step.outcome() instanceof StepOutcome.Failed)
        .flatMap(
            failed ->
                Node.steps(program.steps()).stream().filter(it -> it.id().equals(failed.id())))
        .map(step -> step.where().toString())
        .findFirst()
        .orElse(null);
  }

  private Teardown teardown() {
    List<RunRecord.Debt> made =
        Stream.concat(drill.killed().stream(), Stream.of(run))
            .flatMap(one -> one.debts().stream())
            .filter(debt -> drill.program().removes(debt.taken().on(), debt.taken().action()))
            .toList();
    List<String> left =
        made.stream()
            .filter(debt -> debt.payment() == null)
            .map(debt -> drill.program().resource(debt.taken().on()).says())
            .toList();
    return new Teardown(made.size(), made.size() - left.size(), left, run.keptUntil());
  }
}
