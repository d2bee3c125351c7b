package io.backstay.set;

import io.backstay.program.RetentionRules.Pick;
import io.backstay.set.Retention.Subject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The stretches of the calendar tiers pick one set from. */
final class Periods {
  private Periods() {}

  /** A name for the stretch a set lies in; the set itself where every set is picked. */
  static String of(Pick pick, Subject set, ZoneId zone) {
    return pick == Pick.EVERY ? set.id() : name(pick, set.at(), zone);
  }

  private static String name(Pick pick, Instant at, ZoneId zone) {
    LocalDate day = LocalDate.ofInstant(at, zone);
    return switch (pick) {
      case EVERY -> at.toString();
      case FIRST_OF_DAY, LAST_OF_DAY -> day.toString();
      case FIRST_OF_WEEK, LAST_OF_WEEK ->
          day.get(IsoFields.WEEK_BASED_YEAR) + "-" + day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
      case FIRST_OF_MONTH, LAST_OF_MONTH -> day.getYear() + "-" + day.getMonthValue();
      case FIRST_OF_YEAR, LAST_OF_YEAR -> String.valueOf(day.getYear());
    };
  }

  /** The one set of each stretch that is meant, of those that could be restored. */
  static Collection<Subject> picked(Pick pick, List<Subject> newestFirst, ZoneId zone) {
    Map<String, Subject> picked = new LinkedHashMap<>();
    for (Subject set : newestFirst) {
      if (set.restorable()) {
        // Newest first: a later one in this loop is an earlier set of its period.
        picked.merge(of(pick, set, zone), set, (later, earlier) -> first(pick) ? earlier : later);
      }
    }
    return picked.values();
  }

  /** Whether no later set can take the place of one that is picked. */
  static boolean over(Pick pick, Subject set, Instant now, ZoneId zone) {
    return first(pick) || !name(pick, now, zone).equals(name(pick, set.at(), zone));
  }

  /** Whether the earliest set of a stretch is meant, not the latest. */
  static boolean first(Pick pick) {
    return switch (pick) {
      case FIRST_OF_DAY, FIRST_OF_WEEK, FIRST_OF_MONTH, FIRST_OF_YEAR -> true;
      case EVERY, LAST_OF_DAY, LAST_OF_WEEK, LAST_OF_MONTH, LAST_OF_YEAR -> false;
    };
  }
}
