package io.backstay.run;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Durations as plans write them. */
final class Durations {
  private Durations() {}

  /** Such as {@code 1h30m}, {@code 45s}, {@code 250ms}. */
  static String text(@Nullable Duration duration) {
    if (duration == null) {
      return "ever";
    }
    if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
      return duration.toMillis() + "ms";
    }
    return part(duration.toDays(), "d")
        + part(duration.toHoursPart(), "h")
        + part(duration.toMinutesPart(), "m")
        + part(duration.toSecondsPart(), "s");
  }

  private static String part(long number, String unit) {
    return number == 0 ? "" : number + unit;
  }
}
