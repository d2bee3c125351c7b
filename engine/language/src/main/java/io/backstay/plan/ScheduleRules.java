package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E410;

import io.backstay.expr.Human;
import io.backstay.expr.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
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
    List<Part<Trigger>> triggers = triggers();
    triggers.forEach(part -> rehearsal.bind(part).map(Trigger::due).ifPresent(crons::add));
    Optional<Duration> rpo = rehearsal.bind(plan.rules().objectives()).map(Objectives::rpo);
    boolean allKnown = crons.size() == triggers.size() && !crons.isEmpty();
    if (allKnown && rpo.isPresent() && Cron.longestGap(crons).compareTo(rpo.get()) > 0) {
      check(rpo.get(), Cron.longestGap(crons));
    }
  }

  /** Between two runs only a log that is archived keeps what was promised. */
  private void check(Duration rpo, Duration gap) {
    Part<Continuous> continuous = plan.rules().continuous();
    if (continuous == null) {
      problems.add(unkept(rpo, gap));
      return;
    }
    rehearsal
        .bind(continuous)
        .map(log -> log.wal().maxLag())
        .filter(lag -> lag.compareTo(rpo) > 0)
        .ifPresent(lag -> problems.add(unkept(rpo, gap).label(maxLag(continuous), "WAL is later")));
  }

  private static Position maxLag(Part<Continuous> continuous) {
    return continuous.node() instanceof Node.Fields fields
        ? fields
            .field("wal")
            .flatMap(wal -> scalar(wal.value(), "max-lag"))
            .map(Node.Scalar::position)
            .orElse(fields.position())
        : continuous.node().position();
  }

  private List<Part<Trigger>> triggers() {
    return plan.types().whenWhole(plan.rules().schedule());
  }

  private Problem unkept(Duration rpo, Duration gap) {
    Node.Scalar promised = scalar(plan.rules().objectives().node(), "rpo").orElseThrow();
    Problem problem =
        Problem.of(
                E410,
                promised.position(),
                "an RPO of " + Span.of(rpo).text() + " cannot be met by this schedule")
            .label("promised here");
    Optional<Node.Scalar> every = scalar(oftenest().node(), "every");
    Optional<Node.Scalar> cron = scalar(oftenest().node(), "cron");
    if (every.isPresent()) {
      problem = problem.label(every.get().position(), "a backup every " + every.get().text());
    } else if (cron.isPresent()) {
      problem = problem.label(cron.get().position(), "a backup every " + Human.duration(gap));
    }
    return problem
        .note(
            "between two runs up to "
                + Human.duration(gap)
                + " of data can be lost, plus the duration of a run")
        .help("run more often, archive WAL (`continuous: wal:`), or state the RPO you really have");
  }

  /** The trigger that leaves the least time between two runs. */
  private Part<Trigger> oftenest() {
    return Collections.min(
        triggers(),
        Comparator.comparing(
            part ->
                rehearsal
                    .bind(part)
                    .map(trigger -> trigger.due().longestGap())
                    .orElse(Duration.ZERO)));
  }

  private static Optional<Node.Scalar> scalar(Node node, String key) {
    return node instanceof Node.Fields fields
            && fields.field(key).map(Node.Field::value).orElse(null) instanceof Node.Scalar scalar
        ? Optional.of(scalar)
        : Optional.empty();
  }
}
