package io.backstay.app;

import io.backstay.expr.Human;
import io.backstay.plan.Identity;
import io.backstay.run.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs on this host. */
final class RunList {
  private static final int MOST = 50;

  private final Session session;

  RunList(Session session) {
    this.session = session;
  }

  ExitCode show(String plan) {
    List<Line> lines =
        session.history().ids().stream()
            .map(session.history()::find)
            .flatMap(Optional::stream)
            .filter(run -> plan.isEmpty() || meant(run, plan))
            .limit(MOST)
            .map(RunList::line)
            .toList();
    if (session.json()) {
      session.print(lines);
      return ExitCode.OK;
    }
    String row = "%-22s %-20s %-8s %-12s %s";
    session.say(row.formatted("RUN", "PLAN", "KIND", "STATE", "TOOK"));
    lines.forEach(l -> session.say(row.formatted(l.id, l.plan, l.kind, l.state, l.took())));
    return ExitCode.OK;
  }

  /** A plan's name means it in every environment. */
  private static boolean meant(RunRecord run, String plan) {
    String name = run.started().plan().name();
    return name.equals(plan) || Identity.of(name).plan().equals(plan);
  }

  private static Line line(RunRecord run) {
    Instant started = run.started().at();
    Instant end = run.ended();
    return new Line(
        run.id(),
        run.started().plan().name(),
        run.started().plan().kind(),
        run.state().word(),
        started,
        end == null ? null : Duration.between(started, end).toMillis() / 1000.0);
  }

  /** A run in a list. */
  record Line(
      String id,
      String plan,
      String kind,
      String state,
      Instant startedAt,
      @Nullable Double seconds) {
    private String took() {
      return seconds == null ? "" : Human.measured(Duration.ofMillis((long) (seconds * 1000)));
    }
  }
}
