package io.backstay.drills.report;

import io.backstay.drills.report.DrillReport.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
 * @param ticket what it is followed up as; null when nobody has said so
 */
record Finding(
    String about,
    String text,
    @Nullable String where,
    @Nullable String next,
    Instant since,
    @Nullable Instant due,
    @Nullable String ticket) {
  private boolean known(Clock now) {
    return since.isBefore(now.started());
  }

  /** Since when it is known, by when it has to be put right, and as what; empty for none of it. */
  Optional<String> terms(Clock now) {
    List<String> terms = new ArrayList<>();
    if (known(now)) {
      terms.add("found by each drill since " + Times.text(since));
    }
    if (due != null) {
      String late = due.isBefore(now.ended()) ? "was to be put right by " : "to be put right by ";
      terms.add(late + Times.text(due));
    }
    if (ticket != null) {
      terms.add(ticket);
    }
    return terms.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", terms));
  }
}
