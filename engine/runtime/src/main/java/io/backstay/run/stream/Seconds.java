package io.backstay.run.stream;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Points in time as archives write them: decimal seconds since 1970. */
final class Seconds {
  private static final int NANO_DIGITS = 9;
  private static final int PLAIN_DIGITS = 11;

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
    Instant plain = plain(text);
    return plain == null ? exact(text) : plain;
  }

  /** What almost every file has; null for everything else. */
  private static @Nullable Instant plain(String text) {
    int point = text.indexOf('.');
    int whole = point < 0 ? text.length() : point;
    int places = point < 0 ? 0 : text.length() - point - 1;
    if (whole == 0 || whole > PLAIN_DIGITS || places > NANO_DIGITS) {
      return null;
    }
    long seconds = number(text, 0, whole);
    long nanos = number(text, text.length() - places, text.length());
    for (int i = places; i < NANO_DIGITS; i++) {
      nanos *= 10;
    }
    return seconds < 0 || nanos < 0 ? null : Instant.ofEpochSecond(seconds, nanos);
  }

  /** What some digits say; negative when there is anything else among them. */
  private static long number(String text, int begin, int end) {
    long number = 0;
    for (int i = begin; i < end; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number;
  }

  private static Instant exact(String text) {
    if (!SANE.matcher(text).matches()) {
      throw new NumberFormatException("a time that is no number");
    }
    BigDecimal seconds = new BigDecimal(text).setScale(NANO_DIGITS, RoundingMode.FLOOR);
    BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
    long nanos = seconds.subtract(whole).unscaledValue().longValueExact();
    return Instant.ofEpochSecond(whole.longValueExact(), nanos);
  }
}
