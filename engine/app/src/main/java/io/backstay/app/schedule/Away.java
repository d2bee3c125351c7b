package io.backstay.app.schedule;

import io.backstay.plan.Cron;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * When something is due, for clocks that nobody can ask: each of their calls is a run.
 *
 * @param zone by whose clock the lines are
 * @param lines five fields each
 */
record Away(String zone, List<String> lines) {
  private static final String UTC = "Etc/UTC";

  /**
   * By the clock of the zone; by UTC where that skips a time or shows it twice, since then some
   * schedulers call never or twice.
   */
  static Away byClockOf(ZoneId zone, Cron due, Instant now) {
    boolean named = !(zone.normalized() instanceof ZoneOffset);
    if (named && !Calls.unsteady(due, zone, now)) {
      return new Away(zone.getId(), CronLine.exact(Calls.byOwnClock(due, zone, now)));
    }
    return byUtc(zone, due, now);
  }

  /** By UTC, as it is without summer time. */
  static Away byUtc(ZoneId zone, Cron due, Instant now) {
    List<String> lines =
        Calls.byUtc(due, zone, now).stream()
            .flatMap(calls -> CronLine.exact(calls).stream())
            .toList();
    return new Away(UTC, lines);
  }

  /** Says which clock it is, on a line of its own. */
  String says(ZoneId planned) {
    boolean same = planned.getId().equals(zone) || planned.normalized() instanceof ZoneOffset;
    return same
        ? "# The times are those of " + zone + "."
        : "# The times are UTC, those of "
            + planned.getId()
            + " without summer time: while it holds there, they are that much later.";
  }

  /** A directory of the project, relative to it; another one as it is. */
  static String place(Path directory, Path root) {
    return directory.startsWith(root)
        ? root.relativize(directory).toString()
        : directory.toString();
  }
}
