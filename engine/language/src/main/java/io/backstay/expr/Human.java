package io.backstay.expr;

import java.time.Duration;
import java.util.Locale;

/** Amounts as people read them in previews, runs and reports; never read back. */
public final class Human {
  private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Human() {}

  /** A measured size: {@code 311.8 MiB}, {@code 512 B}. */
  public static String size(long bytes) {
    return size(bytes, Long.MAX_VALUE);
  }

  /** An estimated size, without a precision it does not have: {@code 312 MiB}, {@code 1.2 GiB}. */
  public static String about(long bytes) {
    return size(bytes, 10);
  }

  /** With one decimal below a number of units. */
  private static String size(long bytes, long whole) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double amount = bytes;
    int unit = -1;
    do {
      amount /= 1024;
      unit++;
    } while (rounded(amount, whole) >= 1024);
    return number(amount, whole) + " " + UNITS[unit];
  }

  private static double rounded(double amount, long whole) {
    return amount >= whole ? Math.rint(amount) : Math.rint(amount * 10) / 10;
  }

  private static String number(double amount, long whole) {
    double rounded = rounded(amount, whole);
    return String.format(Locale.ROOT, rounded >= whole ? "%.0f" : "%.1f", rounded);
  }

  /**
   * In whole seconds, without trailing zeros: {@code 41 s}, {@code 1 m 03 s}, {@code 26 h 04 m}.
   */
  public static String duration(Duration time) {
    long hours = time.toHours();
    int minutes = time.toMinutesPart();
    int seconds = time.toSecondsPart();
    if (hours > 0) {
      return hours + " h" + (minutes + seconds > 0 ? two(minutes, "m") : "") + rest(seconds);
    }
    return minutes > 0 ? minutes + " m" + rest(seconds) : seconds + " s";
  }

  private static String rest(int seconds) {
    return seconds > 0 ? two(seconds, "s") : "";
  }

  private static String two(int amount, String unit) {
    return String.format(Locale.ROOT, " %02d %s", amount, unit);
  }

  /** Measured: with tenths below a minute, {@code 41.2 s}. */
  public static String measured(Duration time) {
    long tenths = Math.round(time.toMillis() / 100.0);
    return tenths < 600
        ? String.format(Locale.ROOT, "%.1f s", tenths / 10.0)
        : duration(Duration.ofMillis(tenths * 100));
  }

  /** How old something is, roughly: {@code 41 s}, {@code 12 m}, {@code 27 h}, {@code 8 d}. */
  public static String age(Duration time) {
    if (time.toMinutes() < 1) {
      return time.toSeconds() + " s";
    }
    if (time.toHours() < 1) {
      return time.toMinutes() + " m";
    }
    return time.toDays() < 2 ? time.toHours() + " h" : time.toDays() + " d";
  }

  /** A span as it was declared, with spaces: {@code 30 d}, {@code 1 h 30 m}. */
  public static String span(Span span) {
    return span.text().replaceAll("([0-9]+)([a-z]+)", "$1 $2 ").strip();
  }

  /** A number of things: {@code 1,204}. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
