package io.backstay.expr;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What somebody probably meant who wrote a duration as other programs take it. */
final class SpanGuess {
  private static final Pattern PIECE =
      Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?) ?(\\p{Alpha}+)(?:, ?| and | |)");
  private static final Map<String, SpanUnit> WORDS =
      Map.ofEntries(
          Map.entry("yr", SpanUnit.YEAR),
          Map.entry("year", SpanUnit.YEAR),
          Map.entry("mon", SpanUnit.MONTH),
          Map.entry("month", SpanUnit.MONTH),
          Map.entry("wk", SpanUnit.WEEK),
          Map.entry("week", SpanUnit.WEEK),
          Map.entry("day", SpanUnit.DAY),
          Map.entry("hr", SpanUnit.HOUR),
          Map.entry("hour", SpanUnit.HOUR),
          Map.entry("min", SpanUnit.MINUTE),
          Map.entry("minute", SpanUnit.MINUTE),
          Map.entry("sec", SpanUnit.SECOND),
          Map.entry("second", SpanUnit.SECOND));

  private SpanGuess() {}

  /** The duration as a plan writes it, if the text means one beyond doubt. */
  static Optional<String> of(String text) {
    String loose = text.strip();
    Matcher piece = PIECE.matcher(loose);
    Optional<Span> sum = Optional.of(Span.ZERO);
    for (int at = 0; at < loose.length(); at = piece.end()) {
      if (!piece.region(at, loose.length()).lookingAt()) {
        return Optional.empty();
      }
      BigDecimal count = new BigDecimal(piece.group(1));
      Optional<SpanUnit> unit = unit(piece.group(2));
      sum = sum.flatMap(some -> unit.flatMap(it -> add(some, count, it)));
    }
    return sum.map(Span::text);
  }

  private static Optional<SpanUnit> unit(String word) {
    if (word.equals("M")) {
      return Optional.empty(); // a minute or a month
    }
    String one = word.toLowerCase(Locale.ROOT).replaceFirst("(?<=..)s$", "");
    return SpanUnit.of(one).or(() -> Optional.ofNullable(WORDS.get(one)));
  }

  private static Optional<Span> add(Span sum, BigDecimal count, SpanUnit unit) {
    Optional<Span> whole = sum.plus(unit, count.longValue());
    BigDecimal seconds =
        count.remainder(BigDecimal.ONE).multiply(BigDecimal.valueOf(unit.nominalSeconds()));
    boolean exact = seconds.signum() == 0 || !unit.counts(SpanUnit.MONTH);
    if (!exact || seconds.remainder(BigDecimal.ONE).signum() != 0) {
      return Optional.empty();
    }
    return whole.flatMap(some -> some.plus(SpanUnit.SECOND, seconds.longValue()));
  }
}
