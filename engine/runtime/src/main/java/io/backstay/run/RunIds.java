package io.backstay.run;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Makes ids of runs: UTC time to the second, so that they sort, and a random suffix. */
public final class RunIds {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Clock clock;
  private final RandomGenerator random;

  /** Ids from this clock and this randomness. */
  public RunIds(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** A new id, such as {@code 20260213_020000-7c1e}. */
  public String next() {
    return String.format(
        Locale.ROOT, "%s-%04x", STAMP.format(clock.instant()), random.nextInt(0x10000));
  }
}
