package io.backstay.expr;

import static io.backstay.expr.Readings.finding;
import static io.backstay.expr.Readings.suggestion;
import static io.backstay.expr.Readings.text;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberReaderTest {
  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "5432", "9223372036854775807", "-9223372036854775808"})
  void integers(String written) {
    assertThat(text(Kind.INTEGER, written)).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0600 | 600",
        "1_000 | 1000",
        "'1,000,000' | 1000000",
        "+5 | 5",
        "5.0 | 5",
        "' 5' | 5",
        "1e3 | 1000"
      })
  void integersWrittenOtherwise(String written, String meant) {
    assertThat(suggestion(Kind.INTEGER, written)).isEqualTo("did you mean `" + meant + "`?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "1.5",
        "9223372036854775808",
        "-9223372036854775809",
        "1e99",
        "0x1F",
        "--1"
      })
  void noIntegerAtAll(String written) {
    assertThat(finding(Kind.INTEGER, written).helps()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0.5,0.5", "-1.50,-1.5", "100,100", "0.0,0"})
  void numbers(String written, String printed) {
    assertThat(text(Kind.NUMBER, written)).isEqualTo(printed);
  }

  @ParameterizedTest
  @CsvSource({".5,0.5", "5.,5", "1e3,1000", "+1.5,1.5", "00.5,0.5"})
  void numbersWrittenOtherwise(String written, String meant) {
    assertThat(suggestion(Kind.NUMBER, written)).isEqualTo("did you mean `" + meant + "`?");
  }
}
