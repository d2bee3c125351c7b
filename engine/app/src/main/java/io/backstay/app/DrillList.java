package io.backstay.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Drills that can be run here, and how they stand. */
final class DrillList {
  private static final String ROW = "%-24s %-20s %-22s %-10s %-12s %s";

  private final Session session;

  DrillList(Session session) {
    this.session = session;
  }

  ExitCode show(List<Path> files, String plan) {
    List<DrillState> drills = new DrillStates(session).all(files, plan);
    if (session.json()) {
      session.print(drills);
      return ExitCode.OK;
    }
    session.say(ROW.formatted("DRILL", "PLAN", "LAST", "AGE", "VERDICT", "DUE"));
    drills.forEach(drill -> session.say(row(drill)));
    return ExitCode.OK;
  }

  private static String row(DrillState it) {
    return ROW.formatted(
            it.drill(),
            it.plan(),
            text(it.last()),
            text(it.age()),
            it.verdict() == null ? "never ran" : it.verdict(),
            text(it.due()))
        .stripTrailing();
  }

  private static String text(@Nullable Object value) {
    return Objects.toString(value, "");
  }
}
