package io.backstay.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Makes ids of runs: UTC time to the second, and how much of that second has passed, so that ids
 * sort as the runs began, two in one second as well.
 */
public final class RunIds {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Parts of a second that four hexadecimal digits tell apart: 15 µs each. */
  private static final long PARTS = 0x10000;

  private final Clock clock;
  private long last;

  /** Ids from this clock. */
  public RunIds(Clock clock) {
    this.clock = clock;
  }

  /** A new id, such as {@code 20260213_020000-7c1e}, later than those given out before. */
  public String next() {
    Instant now = clock.instant();
    long part = now.getNano() * PARTS / Duration.ofSeconds(1).toNanos();
    last = Math.max(last + 1, now.getEpochSecond() * PARTS + part);
    Instant second = Instant.ofEpochSecond(last / PARTS);
    return String.format(Locale.ROOT, "%s-%04x", STAMP.format(second), last % PARTS);
  }
}
