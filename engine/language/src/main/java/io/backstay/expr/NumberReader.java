package io.backstay.expr;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads numbers in the one decimal notation that every reader understands the same way. */
final class NumberReader {
  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,18})");
  private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,18})(\\.[0-9]{1,18})?");
  private static final Pattern GROUPS = Pattern.compile("(?<=[0-9])[_,' ](?=[0-9]{3})");
  private static final Pattern LOOSE =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,2})?");

  private NumberReader() {}

  static Parsed<Value.Whole> whole(String text) {
    if (!WHOLE.matcher(text).matches()) {
      return bad(text, Kind.INTEGER, WHOLE, "expected digits only");
    }
    try {
      return new Parsed.Ok<>(new Value.Whole(Long.parseLong(text)));
    } catch (NumberFormatException e) {
      String range = Long.MIN_VALUE + " to " + Long.MAX_VALUE;
      return bad(text, Kind.INTEGER, WHOLE, "out of range: " + range);
    }
  }

  static Parsed<Value.Decimal> decimal(String text) {
    return DECIMAL.matcher(text).matches()
        ? new Parsed.Ok<>(new Value.Decimal(new BigDecimal(text)))
        : bad(text, Kind.NUMBER, DECIMAL, "expected digits, as in 12 or 0.5");
  }

  private static <T> Parsed<T> bad(String text, Kind kind, Pattern strict, String label) {
    Finding finding = Misread.whole(text, kind).label(label);
    return new Parsed.Bad<>(
        guess(text)
            .filter(guess -> !guess.equals(text) && strict.matcher(guess).matches())
            .map(finding::didYouMean)
            .orElse(finding));
  }

  /** Without signs, leading zeros, groups and exponents. */
  private static Optional<String> guess(String text) {
    if (text.length() > Misread.LONGEST) {
      return Optional.empty();
    }
    String plain = GROUPS.matcher(text.strip()).replaceAll("");
    return LOOSE.matcher(plain).matches()
        ? Optional.of(new Value.Decimal(new BigDecimal(plain)).text())
        : Optional.empty();
  }
}
