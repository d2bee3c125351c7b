package io.backstay.expr;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a scalar's text as what its key asks for. Exactly one way of writing is accepted; for other
 * ways the finding says which one was probably meant.
 *
 * @param zone where a timestamp without an offset is
 * @param unit what a bare number counts where a duration or a size is asked for
 */
public record ScalarReader(ZoneId zone, Optional<String> unit) {
  /** Bare numbers are bytes for a size, and refused for a duration. */
  public ScalarReader(ZoneId zone) {
    this(zone, Optional.empty());
  }

  /** The same, with bare numbers counting what a variable's {@code unit:} says. */
  public ScalarReader withUnit(String word) {
    return new ScalarReader(zone, Optional.of(word));
  }

  /** The words a {@code unit:} can be for a kind; empty when bare numbers need none. */
  public static List<String> units(Kind kind) {
    return kind == Kind.DURATION
        ? SpanUnit.words()
        : kind == Kind.SIZE ? SizeUnit.words() : List.of();
  }

  /** Reads a text as a kind. Lists are written with commas, as {@code --var} takes them. */
  public Parsed<? extends Value.Known> read(Kind kind, String text) {
    return switch (kind) {
      case Kind.ListOf list -> list(list.element(), text);
      case Kind.Scalar scalar -> scalar(scalar, text);
    };
  }

  private Parsed<? extends Value.Known> scalar(Kind.Scalar kind, String text) {
    return switch (kind) {
      case STRING, NULL, ANY -> new Parsed.Ok<>(new Value.Text(text));
      case PATH -> path(text);
      case INTEGER -> NumberReader.whole(text);
      case NUMBER -> NumberReader.decimal(text);
      case BOOLEAN -> TruthReader.read(text);
      case DURATION -> SpanReader.read(text, unit.flatMap(SpanUnit::of));
      case SIZE -> SizeReader.read(text, unit.flatMap(SizeUnit::of));
      case PERCENT -> Percent.parse(text);
      case TIMESTAMP -> MomentReader.read(text, zone);
      case SECRET -> secret(text);
    };
  }

  private static Parsed<Value.Text> path(String text) {
    if (text.isEmpty()) {
      return new Parsed.Bad<>(Misread.whole(text, Kind.PATH));
    }
    for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
      String flaw = flaw(text.codePointAt(at));
      if (!flaw.isEmpty()) {
        return new Parsed.Bad<>(Finding.of("E143", at, 1, "a path contains " + flaw));
      }
    }
    return new Parsed.Ok<>(new Value.Text(text));
  }

  private static String flaw(int character) {
    if (Character.isISOControl(character)) {
      return "a control character";
    }
    // No encoding has bytes for it, so no file can be called that.
    return Character.getType(character) == Character.SURROGATE ? "half a character" : "";
  }

  /** Never echoes the text: it may be the secret itself. */
  private static Parsed<Value.Text> secret(String text) {
    return new Parsed.Bad<>(
        Finding.of("E140", 0, text.length(), "a secret is written out here")
            .note("plans are committed: whoever reads the repository reads this")
            .help("declare where it comes from under `secrets:` and write ${secrets.<name>}"));
  }

  private Parsed<? extends Value.Known> list(Kind element, String text) {
    List<Value.Known> values = new ArrayList<>();
    for (int from = 0, to; from <= text.length() && !text.isEmpty(); from = to + 1) {
      int comma = text.indexOf(',', from);
      to = comma < 0 ? text.length() : comma;
      switch (read(element, text.substring(from, to))) {
        case Parsed.Ok<? extends Value.Known>(Value.Known value) -> values.add(value);
        case Parsed.Bad<? extends Value.Known>(Finding finding) -> {
          return new Parsed.Bad<>(finding.shifted(from));
        }
      }
    }
    return new Parsed.Ok<>(new Value.Items(values));
  }
}
