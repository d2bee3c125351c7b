package io.backstay.expr;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A share in hundredths, written {@code 20%}; may be more than 100.
 *
 * @param billionths of a hundredth, so that what can be written is exact
 */
public record Percent(long billionths) implements Value.Known, Comparable<Percent> {
  private static final int DIGITS = 9;
  private static final long HUNDREDTH = 1_000_000_000;
  private static final long WHOLE = 100 * HUNDREDTH;

  private static final Pattern WRITTEN = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?%");
  private static final Pattern LOOSE = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})? *(%|percent|)");

  /** Less than nothing is refused. */
  public Percent {
    if (billionths < 0) {
      throw new IllegalArgumentException("negative percentage");
    }
  }

  /** So many hundredths. */
  public static Percent hundredths(int hundredths) {
    return new Percent(hundredths * HUNDREDTH);
  }

  /** Reads one. */
  public static Parsed<Percent> parse(String text) {
    if (WRITTEN.matcher(text).matches()) {
      return new Parsed.Ok<>(read(text.substring(0, text.length() - 1)));
    }
    Finding finding =
        Misread.whole(text, Kind.PERCENT).label("expected a number and a percent sign, as in 20%");
    return new Parsed.Bad<>(guess(text.strip()).map(finding::didYouMean).orElse(finding));
  }

  private static Percent read(String number) {
    int point = number.indexOf('.');
    String whole = point < 0 ? number : number.substring(0, point);
    String rest = point < 0 ? "" : number.substring(point + 1);
    return new Percent(Long.parseLong(whole + rest + "0".repeat(DIGITS - rest.length())));
  }

  private static Optional<String> guess(String text) {
    return LOOSE.matcher(text).matches()
        ? Optional.of(text.replaceAll("[^0-9.]", "") + "%")
        : Optional.empty();
  }

  /** That share of an amount, rounded down. */
  public long of(long amount) {
    return BigInteger.valueOf(billionths)
        .multiply(BigInteger.valueOf(amount))
        .divide(BigInteger.valueOf(WHOLE))
        .longValueExact();
  }

  /** The share itself: 0.2 for 20%. */
  public double share() {
    return (double) billionths / WHOLE;
  }

  @Override
  public int compareTo(Percent other) {
    return Long.compare(billionths, other.billionths);
  }

  @Override
  public String text() {
    String rest = String.valueOf(HUNDREDTH + billionths % HUNDREDTH).substring(1);
    String number = billionths / HUNDREDTH + "." + rest.replaceFirst("0+$", "");
    return (number.endsWith(".") ? number.substring(0, number.length() - 1) : number) + "%";
  }

  @Override
  public Kind kind() {
    return Kind.PERCENT;
  }
}
