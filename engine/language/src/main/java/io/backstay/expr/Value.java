package io.backstay.expr;

import java.math.BigDecimal;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/** What a name stands for and what an expression gives. */
public sealed interface Value {
  /** How something that only the run will know is shown. */
  String KNOWN_AT_RUN = "(known at run)";

  /** A value that is there. */
  sealed interface Known extends Value
      permits Text, Whole, Decimal, Truth, Moment, Items, Span, Size, Percent {
    /** As a plan would write it; reading it again gives an equal value. */
    String text();

    /** What kind it is. */
    Kind kind();
  }

  /**
   * Text, also one that means a path.
   *
   * @param text its characters
   */
  record Text(String text) implements Known {
    @Override
    public Kind kind() {
      return Kind.STRING;
    }
  }

  /**
   * A whole number.
   *
   * @param value the number
   */
  record Whole(long value) implements Known {
    @Override
    public String text() {
      return Long.toString(value);
    }

    @Override
    public Kind kind() {
      return Kind.INTEGER;
    }
  }

  /**
   * A number.
   *
   * @param value the number, without trailing zeros
   */
  record Decimal(BigDecimal value) implements Known {
    /** Equal numbers are equal values, however many zeros they were written with. */
    public Decimal {
      value = value.stripTrailingZeros();
    }

    @Override
    public String text() {
      return value.toPlainString();
    }

    @Override
    public Kind kind() {
      return Kind.NUMBER;
    }
  }

  /**
   * True or false.
   *
   * @param value which
   */
  record Truth(boolean value) implements Known {
    @Override
    public String text() {
      return Boolean.toString(value);
    }

    @Override
    public Kind kind() {
      return Kind.BOOLEAN;
    }
  }

  /**
   * A moment, in the time zone it is to be shown in.
   *
   * @param value when
   */
  record Moment(ZonedDateTime value) implements Known {
    @Override
    public String text() {
      return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(value);
    }

    @Override
    public Kind kind() {
      return Kind.TIMESTAMP;
    }
  }

  /**
   * A list.
   *
   * @param values its elements
   */
  record Items(List<Known> values) implements Known {
    /** Copies the list. */
    public Items {
      values = List.copyOf(values);
    }

    /** The elements with commas between them, as {@code --var} takes a list. */
    @Override
    public String text() {
      return values.stream().map(Known::text).collect(Collectors.joining(","));
    }

    @Override
    public Kind kind() {
      return new Kind.ListOf(values.isEmpty() ? Kind.ANY : values.getFirst().kind());
    }
  }

  /**
   * Something only the run will know.
   *
   * @param shown what a preview shows in its place
   */
  record Unknown(String shown) implements Value {
    /** Shown as {@link #KNOWN_AT_RUN}. */
    public Unknown() {
      this(KNOWN_AT_RUN);
    }
  }

  /** Nothing: {@code null}, or the output of a step that did not run. */
  record Absent() implements Value {}

  /**
   * Text with secrets in it, by name; whoever needs it looks them up at the last moment.
   *
   * @param pieces what it is put together from
   */
  record Hidden(List<Piece> pieces) implements Value {
    /** Copies the list. */
    public Hidden {
      pieces = List.copyOf(pieces);
    }

    /** A single secret. */
    public static Hidden of(String name) {
      return new Hidden(List.of(new Piece.Reveal(name)));
    }

    @Override
    public String toString() {
      return "•••";
    }
  }

  /** A part of a text with secrets in it. */
  sealed interface Piece {
    /**
     * As it stands.
     *
     * @param text its characters
     */
    record Plain(String text) implements Piece {}

    /**
     * To be looked up.
     *
     * @param name the secret, as {@link Hidden#of} was given it
     */
    record Reveal(String name) implements Piece {}
  }

  /**
   * What could not be evaluated, because a value that only the run knew is not of the kind the
   * expression needs. A step that depends on it has failed.
   *
   * @param finding what does not fit
   */
  record Misfit(Finding finding) implements Value {}
}
