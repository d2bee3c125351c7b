package io.backstay.set;

import io.backstay.program.RetentionRules;
import io.backstay.set.Retention.Subject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Keeps what the rules of a plan keep: by age, by count, by calendar. */
record KeepRules(RetentionRules rules, Retention.Circumstances circumstances, Reasons reasons) {

  /** Sets whose type has rules of its own are judged, and counted, by those alone. */
  void apply(List<Subject> newestFirst) {
    Map<RetentionRules, List<Subject>> byRules =
        newestFirst.stream()
            .collect(
                Collectors.groupingBy(
                    set -> rules.types().getOrDefault(set.type(), rules),
                    LinkedHashMap::new,
                    Collectors.toList()));
    byRules.forEach(
        (own, sets) -> {
          byAge(own, sets);
          own.tiers().forEach(tier -> byCalendar(tier, sets));
        });
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
    Map<String, Subject> picked = new LinkedHashMap<>();
    for (Subject set : sets) {
      if (set.restorable()) {
        String period = Periods.of(tier.pick(), set, circumstances.zone());
        // Newest first: a later one in this loop is an earlier set of its period.
        picked.merge(period, set, (later, earlier) -> Periods.first(tier.pick()) ? earlier : later);
      }
    }
    picked.values().stream()
        .filter(set -> within(tier.keep(), set))
        .forEach(set -> reasons.keep(set, why));
  }

  /**
   * Whole days are compared as days, like {@code find -mtime +7}: a run that starts a little later
   * than the one a week ago deletes nothing early.
   */
  private boolean within(Duration keep, Subject set) {
    Duration age = Duration.between(set.at(), circumstances.now());
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
