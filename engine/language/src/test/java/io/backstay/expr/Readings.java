package io.backstay.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;

/** Reads scalars in a zone whose clocks change. */
final class Readings {
  static final ZoneId ROME = ZoneId.of("Europe/Rome");
  static final ScalarReader READER = new ScalarReader(ROME);

  private Readings() {}

  /** What was understood, printed. */
  static String text(Kind kind, String text) {
    return switch (READER.read(kind, text)) {
      case Parsed.Ok<? extends Value.Known>(Value.Known value) -> value.text();
      case Parsed.Bad<? extends Value.Known>(Finding finding) -> throw new AssertionError(finding);
    };
  }

  /** What was wrong with it. */
  static Finding finding(Kind kind, String text) {
    return switch (READER.read(kind, text)) {
      case Parsed.Ok<? extends Value.Known>(Value.Known value) -> throw new AssertionError(value);
      case Parsed.Bad<? extends Value.Known>(Finding finding) -> finding;
    };
  }

  /** What was offered instead. */
  static String suggestion(Kind kind, String text) {
    Finding finding = finding(kind, text);
    assertThat(finding.offset() + finding.length()).isLessThanOrEqualTo(text.length());
    return String.join(" ", finding.helps());
  }
}
