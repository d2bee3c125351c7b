package io.backstay.expr;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one duration: numbers with units, from the largest unit to the smallest. */
final class SpanReader {
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");
  private static final Pattern PIECE = Pattern.compile("([0-9]+)(\\p{Alpha}*)");
  private static final int MOST_DIGITS = 10;
  private static final String LOOKS =
      "a duration looks like 90s, 15m, 1h30m, 7d, 2w, 1mo or 1y (`m` is minutes, `mo` months)";

  private final String text;
  private final Matcher piece;
  private int at;
  private @Nullable SpanUnit last;
  private Span sum = Span.ZERO;

  private SpanReader(String text) {
    this.text = text;
    this.piece = PIECE.matcher(text);
  }

  /**
   * Reads a duration.
   *
   * @param unit what a bare number counts; without one a bare number is refused
   */
  static Parsed<Span> read(String text, Optional<SpanUnit> unit) {
    if (text.isEmpty() || text.length() > Misread.LONGEST) {
      return new Parsed.Bad<>(Misread.whole(text, Kind.DURATION).note(LOOKS));
    }
    boolean bare = unit.isPresent() && NUMBER.matcher(text).matches();
    return new SpanReader(bare ? text + unit.get().word() : text).read();
  }

  private Parsed<Span> read() {
    while (at < text.length()) {
      Optional<Finding> wrong = take();
      if (wrong.isPresent()) {
        return new Parsed.Bad<>(wrong.get());
      }
    }
    return new Parsed.Ok<>(sum);
  }

  /** Takes one number with its unit. */
  private Optional<Finding> take() {
    if (!piece.region(at, text.length()).lookingAt()) {
      return wrong(
          at, text.startsWith("-") ? "a duration is never negative" : "a number is missing");
    }
    String word = piece.group(2);
    Optional<SpanUnit> unit = SpanUnit.of(word);
    if (unit.isEmpty()) {
      return wrong(piece.start(2), word.isEmpty() ? "a unit is missing" : "no such unit");
    }
    if (last != null && unit.get().compareTo(last) <= 0) {
      return wrong(at, "units go from large to small, each once");
    }
    Optional<Span> more = add(piece.group(1), unit.get());
    if (more.isEmpty()) {
      return wrong(at, "nothing lasts longer than 10000y");
    }
    sum = more.get();
    last = unit.get();
    at = piece.end();
    return Optional.empty();
  }

  private Optional<Span> add(String digits, SpanUnit unit) {
    return digits.length() > MOST_DIGITS
        ? Optional.empty()
        : sum.plus(unit, Long.parseLong(digits));
  }

  private Optional<Finding> wrong(int from, String label) {
    Finding finding =
        Misread.part(text, Kind.DURATION, from, text.length() - from).label(label).note(LOOKS);
    return Optional.of(SpanGuess.of(text).map(finding::didYouMean).orElse(finding));
  }
}
