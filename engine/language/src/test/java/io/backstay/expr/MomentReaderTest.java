package io.backstay.expr;

import static io.backstay.expr.Readings.finding;
import static io.backstay.expr.Readings.suggestion;
import static io.backstay.expr.Readings.text;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentReaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2025-01-07T12:30:00Z           | 2025-01-07T12:30:00Z",
        "2025-01-07t12:30:00z           | 2025-01-07T12:30:00Z",
        "2025-01-07T12:30:00.25+05:30   | 2025-01-07T12:30:00.25+05:30",
        "2025-01-07 12:30:00            | 2025-01-07T12:30:00+01:00",
        "2025-07-07 12:30:00            | 2025-07-07T12:30:00+02:00",
        "2025-01-07 12:30:00Z           | 2025-01-07T12:30:00Z",
        "2025-01-07 12:30:00 -0330      | 2025-01-07T12:30:00-03:30"
      })
  void timestamps(String written, String printed) {
    assertThat(text(Kind.TIMESTAMP, written)).isEqualTo(printed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2025-01-07          | did you mean `2025-01-07 00:00:00`?",
        "2025-01-07 12:30    | did you mean `2025-01-07 12:30:00`?",
        "2025-01-07T12:30Z   | did you mean `2025-01-07 12:30:00Z`?",
        "2025/01/07 12:30:00 | did you mean `2025-01-07 12:30:00`?",
        "20250107_123000     | did you mean `2025-01-07 12:30:00`?",
        "20250107123000      | did you mean `2025-01-07 12:30:00`?",
        "2025-13-07          | ''",
        "2025-02-30 00:00:00 | ''",
        "2025-01-01 24:00:00 | ''",
        "2025-01-01 00:00:00+19:00 | ''",
        "yesterday           | ''",
        "''                  | ''"
      })
  void timestampsThatAreNone(String written, String help) {
    assertThat(suggestion(Kind.TIMESTAMP, written)).isEqualTo(help);
  }

  @Test
  void aTimeTheClocksSkipOrShowTwiceNeedsAnOffset() {
    Finding skipped = finding(Kind.TIMESTAMP, "2026-03-29 02:30:00");
    assertThat(skipped.label()).isEqualTo("the clocks skip this time");
    assertThat(skipped.helps())
        .containsExactly(
            "write the offset: `2026-03-29 02:30:00+01:00` or `2026-03-29 02:30:00+02:00`");
    Finding twice = finding(Kind.TIMESTAMP, "2026-10-25 02:30:00");
    assertThat(twice.label()).isEqualTo("the clocks show this time twice");
    assertThat(twice.helps())
        .containsExactly(
            "write the offset: `2026-10-25 02:30:00+02:00` or `2026-10-25 02:30:00+01:00`");
    assertThat(text(Kind.TIMESTAMP, "2026-10-25 02:30:00+01:00"))
        .isEqualTo("2026-10-25T02:30:00+01:00");
  }
}
