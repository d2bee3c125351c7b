package io.backstay.set;

import io.backstay.program.RetentionRules;
import io.backstay.set.Retention.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Keeps what the rules of a plan keep: by age, by count, by calendar. */
record KeepRules(RetentionRules rules, Retention.Circumstances circumstances, Reasons reasons) {

  /** Sets whose type has rules of its own are judged, and counted, by those alone. */
  void apply(List<Subject> newestFirst) {
    byRules(rules, newestFirst)
        .forEach(
            (own, sets) -> {
              byAge(own, sets);
              own.tiers().forEach(tier -> byCalendar(tier, sets));
            });
    for (Subject set : newestFirst) {
      Optional.ofNullable(circumstances.awaited().get(set.id()))
          .ifPresent(why -> reasons.keep(set, why));
    }
  }

  /** Sets by the rules that hold for them, in their order. */
  static Map<RetentionRules, List<Subject>> byRules(RetentionRules rules, List<Subject> sets) {
    return sets.stream()
        .collect(
            Collectors.groupingBy(
                set -> rules.types().getOrDefault(set.type(), rules),
                LinkedHashMap::new,
                Collectors.toList()));
  }

  private void byAge(RetentionRules own, List<Subject> sets) {
    Duration keep = own.keep();
    Integer most = own.maxCount();
    if (keep == null && most == null) {
      if (own.tiers().isEmpty()) {
        sets.forEach(set -> reasons.keep(set, "no rule removes it"));
      }
      return;
    }
    String why = keep == null ? "max-count " + most : "keep " + text(keep);
    int counted = 0;
    for (Subject set : sets) {
      boolean young = keep == null ? set.restorable() : within(keep, set);
      boolean counts = young && set.restorable();
      if (young && (!counts || most == null || counted < most)) {
        reasons.keep(set, why);
      }
      counted += counts ? 1 : 0;
    }
  }

  private void byCalendar(RetentionRules.Tier tier, List<Subject> sets) {
    String why = "tier " + tier.name() + " " + text(tier.keep());
    Periods.picked(tier.pick(), sets, circumstances.zone()).stream()
        .filter(set -> within(tier.keep(), set))
        .forEach(set -> reasons.keep(set, why));
  }

  private boolean within(Duration keep, Subject set) {
    return within(keep, set, circumstances.now());
  }

  /**
   * Whole days are compared as days, like {@code find -mtime +7}: a run that starts a little later
   * than the one a week ago deletes nothing early.
   */
  static boolean within(Duration keep, Subject set, Instant now) {
    Duration age = Duration.between(set.at(), now);
    boolean days = keep.equals(Duration.ofDays(keep.toDays()));
    return days ? age.toDays() <= keep.toDays() : age.compareTo(keep) <= 0;
  }

  private static String text(Duration duration) {
    boolean days = duration.equals(Duration.ofDays(duration.toDays()));
    return days
        ? duration.toDays() + "d"
        : duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
  }
}
