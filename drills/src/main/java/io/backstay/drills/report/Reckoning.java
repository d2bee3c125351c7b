package io.backstay.drills.report;

import io.backstay.drill.DrillReporter.Ended;
import io.backstay.drill.DrillReporter.Verdict;
import io.backstay.drills.report.DrillReport.Clock;
import io.backstay.drills.report.DrillReport.Injection;
import io.backstay.drills.report.DrillReport.Objective;
import io.backstay.drills.report.DrillReport.Teardown;
import io.backstay.plan.DrillObjectives;
import io.backstay.run.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

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
    Findings findings = new Findings(drill, course, losses);
    return new DrillReport(
        run.id(),
        verdict(objectives, injections),
        Subjects.of(drill),
        Subjects.taken(drill),
        clock,
        course.phases(),
        objectives,
        drill.program().makesItsOwnSet() ? null : losses.gap(),
        injections,
        course.assertions(),
        Reconciliation.of(drill.run()),
        course.exercise(),
        findings.all(objectives, injections, broken(injections), before),
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
    Duration uncounted = uncounted(clock);
    Duration measured =
        usable == null ? null : Duration.between(clock.declared(), usable).minus(uncounted);
    return new Objective(
        "rto", target, measured, Objective.met(target, measured), basis(uncounted));
  }

  /** What the drill has to make first, and production keeps warm. */
  private Duration uncounted(Clock clock) {
    boolean warm =
        drill.program().objectives().uncounted().contains(DrillObjectives.Part.PROVISION);
    return course.phases().stream()
        .filter(phase -> warm && phase.name().equals(Course.PROVISION))
        .filter(phase -> !phase.at().isBefore(clock.declared()))
        .map(DrillReport.Phase::took)
        .reduce(Duration.ZERO, Duration::plus);
  }

  private String basis(Duration uncounted) {
    String measured = "from the declaration to the last check";
    if (drill.program().choosesLater()) {
      return measured + "; scratch was there before";
    }
    return uncounted.isZero()
        ? measured
        : measured + ", without provision (" + Times.text(uncounted) + ")";
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
