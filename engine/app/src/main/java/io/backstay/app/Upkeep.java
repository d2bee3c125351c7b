package io.backstay.app;

import io.backstay.drill.DrillReporter.Revision;
import io.backstay.expr.Span;
import io.backstay.plan.Owner;
import io.backstay.plan.Plan;
import io.backstay.survey.Monitors;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who looks after a plan, and until when somebody has to look at it again.
 *
 * @param owner as the plan says it
 * @param changed when the file was changed last; null where nobody says how often it is to be
 *     looked at, or no repository knows
 */
record Upkeep(Owner owner, @Nullable Instant changed) {
  /** Of a plan; empty when it says nothing of that. */
  static Optional<Upkeep> of(Plan plan) {
    Owner owner = plan.head().owner();
    if (owner == null) {
      return Optional.empty();
    }
    Revision last = owner.review() == null ? null : Revisions.of(plan);
    return Optional.of(new Upkeep(owner, last == null ? null : last.at()));
  }

  /** In words, by what they are about. */
  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    if (!owner.people().isEmpty()) {
      facts.put("owner", owner.people());
    }
    String runbook = owner.runbook();
    if (runbook != null) {
      facts.put("runbook", runbook);
    }
    if (owner.review() != null) {
      facts.put(
          "next review",
          due()
              .map(day -> "by " + day)
              .orElse("not known: the file is committed to no Git repository"));
    }
    return facts;
  }

  /** That nobody has looked for too long. */
  Optional<Monitors.Alarm> alarm(Instant now) {
    return due()
        .filter(day -> day.isBefore(day(now)))
        .map(day -> "the plan was to be reviewed by " + day + "; a commit of its file is a review")
        .map(what -> new Monitors.Alarm("review", null, true, what));
  }

  private Optional<LocalDate> due() {
    Span review = owner.review();
    return review == null || changed == null
        ? Optional.empty()
        : Optional.of(review.after(changed.atZone(ZoneOffset.UTC)).toLocalDate());
  }

  private static LocalDate day(Instant at) {
    return at.atZone(ZoneOffset.UTC).toLocalDate();
  }
}
