package io.backstay.expr;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * A length of time as plans write it: {@code 90s 15m 6h 7d 2w 1mo 1y 1h30m}. Months and days stay
 * what they are, so that a month before 31 March is the last of February and a day across a change
 * of the clocks is a day.
 *
 * <p>Two spans are {@code equal} when they say the same in months, days and seconds; {@link
 * #compareTo} compares their {@link #nominal} lengths, so {@code 24h} and {@code 1d} compare as
 * equal without being {@code equal}.
 *
 * @param months whole months; a year is 12
 * @param days whole days; a week is 7
 * @param seconds the rest
 */
public record Span(long months, long days, long seconds) implements Value.Known, Comparable<Span> {

  /** No time at all. */
  public static final Span ZERO = new Span(0, 0, 0);

  /** The longest there is: 10,000 years, so that no arithmetic on the calendar can overflow. */
  static final long MOST_SECONDS = 10_000 * SpanUnit.YEAR.nominalSeconds();

  /** Refuses what no plan can mean: less than no time, or more than 10,000 years. */
  public Span {
    if (Math.min(Math.min(months, days), seconds) < 0 || !fits(months, days, seconds)) {
      throw new IllegalArgumentException(
          "no such span: %d months, %d days, %d s".formatted(months, days, seconds));
    }
  }

  private static boolean fits(long months, long days, long seconds) {
    return months <= MOST_SECONDS
        && days <= MOST_SECONDS
        && seconds <= MOST_SECONDS
        && nominal(months, days, seconds) <= MOST_SECONDS;
  }

  private static long nominal(long months, long days, long seconds) {
    return months * SpanUnit.MONTH.nominalSeconds()
        + days * SpanUnit.DAY.nominalSeconds()
        + seconds;
  }

  /** Reads one; a bare number is refused. */
  public static Parsed<Span> parse(String text) {
    return SpanReader.read(text, Optional.empty());
  }

  /** An exact length; what is less than a second is left out. */
  public static Span of(Duration exact) {
    return new Span(0, 0, exact.toSeconds());
  }

  /** This and some more, unless that is longer than anything lasts. */
  Optional<Span> plus(SpanUnit unit, long count) {
    long more = count * unit.amount();
    long newMonths = months + (unit.counts(SpanUnit.MONTH) ? more : 0);
    long newDays = days + (unit.counts(SpanUnit.DAY) ? more : 0);
    long newSeconds = seconds + (unit.counts(SpanUnit.SECOND) ? more : 0);
    return fits(newMonths, newDays, newSeconds)
        ? Optional.of(new Span(newMonths, newDays, newSeconds))
        : Optional.empty();
  }

  /** This long before a moment, by the calendar and clock of its time zone. */
  public ZonedDateTime before(ZonedDateTime moment) {
    return moment.minusMonths(months).minusDays(days).minusSeconds(seconds);
  }

  /** This long after a moment, by the calendar and clock of its time zone. */
  public ZonedDateTime after(ZonedDateTime moment) {
    return moment.plusMonths(months).plusDays(days).plusSeconds(seconds);
  }

  /** The length with days of 24 hours and months of a twelfth of the mean Gregorian year. */
  public Duration nominal() {
    return Duration.ofSeconds(nominal(months, days, seconds));
  }

  @Override
  public int compareTo(Span other) {
    return nominal().compareTo(other.nominal());
  }

  /** With the largest units that are exact; weeks are written as days. */
  @Override
  public String text() {
    String text =
        write(months, SpanUnit.YEAR, SpanUnit.MONTH)
            + write(days, SpanUnit.DAY)
            + write(seconds, SpanUnit.HOUR, SpanUnit.MINUTE, SpanUnit.SECOND);
    return text.isEmpty() ? "0s" : text;
  }

  private static String write(long amount, SpanUnit... units) {
    StringBuilder text = new StringBuilder();
    long rest = amount;
    for (SpanUnit unit : units) {
      if (rest >= unit.amount()) {
        text.append(rest / unit.amount()).append(unit.word());
        rest %= unit.amount();
      }
    }
    return text.toString();
  }

  @Override
  public Kind kind() {
    return Kind.DURATION;
  }
}
