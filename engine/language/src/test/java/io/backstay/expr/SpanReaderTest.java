package io.backstay.expr;

import static io.backstay.expr.Readings.finding;
import static io.backstay.expr.Readings.suggestion;
import static io.backstay.expr.Readings.text;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpanReaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "90s    | 1m30s",
        "15m    | 15m",
        "6h     | 6h",
        "7d     | 7d",
        "2w     | 14d",
        "1mo    | 1mo",
        "1y     | 1y",
        "1h30m  | 1h30m",
        "14mo   | 1y2mo",
        "0s     | 0s",
        "24h    | 24h",
        "1y2mo1w3d4h5m6s | 1y2mo10d4h5m6s",
        "0007d | 7d",
        "10000y | 10000y",
        "9999999999s | 2777777h46m39s"
      })
  void durations(String written, String printed) {
    assertThat(text(Kind.DURATION, written)).isEqualTo(printed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7             | 1 | a unit is missing",
        "7x            | 1 | no such unit",
        "1h30          | 4 | a unit is missing",
        "30m1h         | 3 | units go from large to small, each once",
        "1h2h          | 2 | units go from large to small, each once",
        "-7d           | 0 | a duration is never negative",
        "1.5h          | 1 | a unit is missing",
        "d             | 0 | a number is missing",
        "1d-2h         | 2 | a number is missing",
        "10001y        | 0 | nothing lasts longer than 10000y",
        "10000y1s      | 6 | nothing lasts longer than 10000y",
        "99999999999s  | 0 | nothing lasts longer than 10000y"
      })
  void durationsThatAreNone(String written, int offset, String label) {
    Finding finding = finding(Kind.DURATION, written);
    assertThat(finding.code()).isEqualTo("E143");
    assertThat(finding.message()).isEqualTo("`" + written + "` is not a duration");
    assertThat(finding.label()).isEqualTo(label);
    assertThat(finding.notes()).singleElement().asString().contains("`m` is minutes, `mo` months");
    assertThat(finding.offset()).isEqualTo(offset);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7 days            | 7d", "1.5h              | 1h30m", "1.5d          | 1d12h",
        "30m1h             | 1h30m", "7D                | 7d", "2 Weeks       | 14d",
        "1 hr and 30 mins  | 1h30m", "1 hour, 5 min     | 1h5m", "90sec         | 1m30s",
        "6 months          | 6mo", "' 7d'             | 7d", "1 yr          | 1y"
      })
  void durationsAsOtherProgramsTakeThem(String written, String meant) {
    assertThat(suggestion(Kind.DURATION, written)).isEqualTo("did you mean `" + meant + "`?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1M", "7", "1.5mo", "0.0001s", "x", "", "5 parsecs", "999999999 years", "1d?"})
  void noSuggestionWhereTheMeaningIsNotCertain(String written) {
    assertThat(finding(Kind.DURATION, written).helps()).isEmpty();
  }
}
