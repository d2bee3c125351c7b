package io.backstay.run.stream;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.regex.Pattern;

/** Points in time as archives write them: decimal seconds since 1970. */
final class Seconds {
  private static final int NANO_DIGITS = 9;

  private static final Pattern SANE = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{0,40})?");

  private Seconds() {}

  static String text(Instant time) {
    return time.getEpochSecond() >= 0 ? plain(time) : exact(time);
  }

  /** What almost every file has, without arithmetic. */
  private static String plain(Instant time) {
    if (time.getNano() == 0) {
      return Long.toString(time.getEpochSecond());
    }
    int fraction = time.getNano();
    int places = NANO_DIGITS;
    while (fraction % 10 == 0) {
      fraction /= 10;
      places--;
    }
    String digits = Integer.toString(fraction);
    return time.getEpochSecond() + "." + "0".repeat(places - digits.length()) + digits;
  }

  private static String exact(Instant time) {
    BigDecimal seconds =
        BigDecimal.valueOf(time.getEpochSecond())
            .add(BigDecimal.valueOf(time.getNano(), NANO_DIGITS));
    return seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString();
  }

  /**
   * Reads what {@link #text} writes; more digits than nanoseconds are cut.
   *
   * @throws NumberFormatException when it is no number
   * @throws ArithmeticException when it is no point in time
   */
  static Instant parse(String text) {
    if (!SANE.matcher(text).matches()) {
      throw new NumberFormatException("a time that is no number");
    }
    BigDecimal seconds = new BigDecimal(text).setScale(NANO_DIGITS, RoundingMode.FLOOR);
    BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
    long nanos = seconds.subtract(whole).unscaledValue().longValueExact();
    return Instant.ofEpochSecond(whole.longValueExact(), nanos);
  }
}
