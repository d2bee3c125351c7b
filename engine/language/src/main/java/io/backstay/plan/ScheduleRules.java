package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E410;

import io.backstay.expr.Human;
import io.backstay.expr.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a schedule can keep what the objectives promise. */
final class ScheduleRules {
  private final Plan plan;
  private final Rehearsal rehearsal;
  private final Problems problems;

  ScheduleRules(Plan plan, Rehearsal rehearsal, Problems problems) {
    this.plan = plan;
    this.rehearsal = rehearsal;
    this.problems = problems;
  }

  void check() {
    List<Cron> crons = new ArrayList<>();
    plan.rules()
        .schedule()
        .forEach(part -> rehearsal.bind(part).map(Trigger::due).ifPresent(crons::add));
    Optional<Duration> rpo = rehearsal.bind(plan.rules().objectives()).map(Objectives::rpo);
    boolean allKnown = crons.size() == plan.rules().schedule().size() && !crons.isEmpty();
    if (allKnown && rpo.isPresent() && Cron.longestGap(crons).compareTo(rpo.get()) > 0) {
      problems.add(unkept(rpo.get(), Cron.longestGap(crons)));
    }
  }

  private Problem unkept(Duration rpo, Duration gap) {
    Node.Scalar promised = scalar(plan.rules().objectives().node(), "rpo").orElseThrow();
    Problem problem =
        Problem.of(
                E410,
                promised.position(),
                "an RPO of " + Span.of(rpo).text() + " cannot be met by this schedule")
            .label("promised here");
    for (Part<Trigger> trigger : plan.rules().schedule()) {
      Optional<Node.Scalar> every = scalar(trigger.node(), "every");
      problem =
          every
              .or(() -> scalar(trigger.node(), "cron"))
              .map(Node.Scalar::position)
              .map(at -> at)
              .map(problemAt(problem, every))
              .orElse(problem);
    }
    return problem
        .note(
            "between two runs up to "
                + Human.duration(gap)
                + " of data can be lost, plus the duration of a run")
        .help("run more often, archive WAL (`continuous: wal:`), or state the RPO you really have");
  }

  private static java.util.function.Function<Position, Problem> problemAt(
      Problem problem, Optional<Node.Scalar> every) {
    String text = every.map(it -> "a backup every " + it.text()).orElse("a backup then");
    return at -> problem.label(at, text);
  }

  private static Optional<Node.Scalar> scalar(Node node, String key) {
    return node instanceof Node.Fields fields
            && fields.field(key).map(Node.Field::value).orElse(null) instanceof Node.Scalar scalar
        ? Optional.of(scalar)
        : Optional.empty();
  }
}
