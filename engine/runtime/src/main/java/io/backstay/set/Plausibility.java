package io.backstay.set;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Doubts the clock. Rules that go by age would delete everything after a jump far ahead, so a time
 * that does not fit what was made before stops all deleting until people have looked, or until so
 * many runs have agreed that it must be right.
 */
final class Plausibility {
  private static final Duration SKEW = Duration.ofMinutes(5);
  // Longer than a year, since a yearly tier leaves gaps of one.
  private static final Duration LEAP = Duration.ofDays(400);
  private static final int WITNESSES = 10;

  private Plausibility() {}

  /** What is wrong with the time; null when it is plausible. */
  static @Nullable String doubt(List<Retention.Subject> newestFirst, Instant now) {
    Instant later = now;
    int asked = 0;
    for (Retention.Subject set : newestFirst) {
      if (set.at().isAfter(now.plus(SKEW))) {
        return "set " + set.id() + " was made in the future, or the clock is wrong";
      }
      if (asked++ < WITNESSES && Duration.between(set.at(), later).compareTo(LEAP) > 0) {
        return "nothing was made between "
            + set.at()
            + " and "
            + later
            + ", or the clock has jumped";
      }
      later = set.at();
    }
    return null;
  }
}
