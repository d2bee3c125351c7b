package io.backstay.expr;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A share in hundredths, written {@code 20%}; may be more than 100.
 *
 * @param hundredths how many, without trailing zeros
 */
public record Percent(BigDecimal hundredths) implements Value.Known, Comparable<Percent> {
  private static final Pattern WRITTEN = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?%");
  private static final Pattern LOOSE = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})? *(%|percent|)");

  /** Equal shares are equal values; less than nothing is refused. */
  public Percent {
    if (hundredths.signum() < 0) {
      throw new IllegalArgumentException("negative percentage");
    }
    hundredths = hundredths.stripTrailingZeros();
  }

  /** Reads one. */
  public static Parsed<Percent> parse(String text) {
    if (WRITTEN.matcher(text).matches()) {
      return new Parsed.Ok<>(new Percent(new BigDecimal(text.substring(0, text.length() - 1))));
    }
    Finding finding =
        Misread.whole(text, Kind.PERCENT).label("expected a number and a percent sign, as in 20%");
    return new Parsed.Bad<>(guess(text.strip()).map(finding::didYouMean).orElse(finding));
  }

  private static Optional<String> guess(String text) {
    return LOOSE.matcher(text).matches()
        ? Optional.of(text.replaceAll("[^0-9.]", "") + "%")
        : Optional.empty();
  }

  /** That share of an amount, rounded down. */
  public long of(long amount) {
    return hundredths
        .multiply(BigDecimal.valueOf(amount))
        .movePointLeft(2)
        .toBigInteger()
        .longValueExact();
  }

  @Override
  public int compareTo(Percent other) {
    return hundredths.compareTo(other.hundredths);
  }

  @Override
  public String text() {
    return hundredths.toPlainString() + "%";
  }

  @Override
  public Kind kind() {
    return Kind.PERCENT;
  }
}
