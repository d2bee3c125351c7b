package io.backstay.drills.report;

import io.backstay.drills.report.DrillReport.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has to look at.
 *
 * @param about what it is about, in words that are the same in the next drill
 * @param text what is wrong
 * @param where position in the file that says so; null when no file does
 * @param next what to do; null when nobody knows better
 * @param since when a drill found it first, and every one since
 * @param due when it has to be put right; null when nobody has said so
 */
record Finding(
    String about,
    String text,
    @Nullable String where,
    @Nullable String next,
    Instant since,
    @Nullable Instant due) {
  private boolean known(Clock now) {
    return since.isBefore(now.started());
  }

  /** Since when it is known and when it has to be put right; empty when there is no such time. */
  Optional<String> terms(Clock now) {
    String known = known(now) ? "found by each drill since " + Times.text(since) : "";
    String by =
        due == null
            ? ""
            : (due.isBefore(now.ended()) ? "was to be put right by " : "to be put right by ")
                + Times.text(due);
    String terms = known.isEmpty() || by.isEmpty() ? known + by : known + ", " + by;
    return Optional.of(terms).filter(text -> !text.isEmpty());
  }
}
