package io.backstay.set;

import io.backstay.program.RetentionRules.Pick;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;

/** The stretches of the calendar tiers pick one set from. */
final class Periods {
  private Periods() {}

  /** A name for the stretch a set lies in; the set itself where every set is picked. */
  static String of(Pick pick, Retention.Subject set, ZoneId zone) {
    LocalDate day = LocalDate.ofInstant(set.at(), zone);
    return switch (pick) {
      case EVERY -> set.id();
      case FIRST_OF_DAY, LAST_OF_DAY -> day.toString();
      case FIRST_OF_WEEK, LAST_OF_WEEK ->
          day.get(IsoFields.WEEK_BASED_YEAR) + "-" + day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
      case FIRST_OF_MONTH, LAST_OF_MONTH -> day.getYear() + "-" + day.getMonthValue();
      case FIRST_OF_YEAR, LAST_OF_YEAR -> String.valueOf(day.getYear());
    };
  }

  /** Whether the earliest set of a stretch is meant, not the latest. */
  static boolean first(Pick pick) {
    return switch (pick) {
      case FIRST_OF_DAY, FIRST_OF_WEEK, FIRST_OF_MONTH, FIRST_OF_YEAR -> true;
      case EVERY, LAST_OF_DAY, LAST_OF_WEEK, LAST_OF_MONTH, LAST_OF_YEAR -> false;
    };
  }
}
