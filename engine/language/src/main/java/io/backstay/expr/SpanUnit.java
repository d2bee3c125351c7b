package io.backstay.expr;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The units of a duration, largest first: the order in which a duration names them. */
enum SpanUnit {
  YEAR("y", Part.MONTHS, 12),
  MONTH("mo", Part.MONTHS, 1),
  WEEK("w", Part.DAYS, 7),
  DAY("d", Part.DAYS, 1),
  HOUR("h", Part.SECONDS, 3600),
  MINUTE("m", Part.SECONDS, 60),
  SECOND("s", Part.SECONDS, 1);

  /** Which part of a {@link Span} a unit counts in. */
  enum Part {
    /** A twelfth of 365.2425 days. */
    MONTHS(2_629_746),
    DAYS(86_400),
    SECONDS(1);

    private final long nominalSeconds;

    Part(long nominalSeconds) {
      this.nominalSeconds = nominalSeconds;
    }
  }

  private final String word;
  private final Part part;
  private final long amount;

  SpanUnit(String word, Part part, long amount) {
    this.word = word;
    this.part = part;
    this.amount = amount;
  }

  static Optional<SpanUnit> of(String word) {
    return Arrays.stream(values()).filter(unit -> unit.word.equals(word)).findFirst();
  }

  /** All units as written, smallest first. */
  static List<String> words() {
    return Arrays.stream(values()).map(SpanUnit::word).toList().reversed();
  }

  String word() {
    return word;
  }

  /** How many months, days or seconds it is. */
  long amount() {
    return amount;
  }

  long nominalSeconds() {
    return amount * part.nominalSeconds;
  }

  /** Whether it is counted in the same part of a {@link Span} as another unit. */
  boolean counts(SpanUnit unit) {
    return part == unit.part;
  }
}
