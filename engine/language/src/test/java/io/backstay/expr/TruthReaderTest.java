package io.backstay.expr;

import static io.backstay.expr.Readings.finding;
import static io.backstay.expr.Readings.suggestion;
import static io.backstay.expr.Readings.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TruthReaderTest {
  @Test
  void aWordThatIsNoBoolean() {
    Finding finding = finding(Kind.BOOLEAN, "no");
    assertThat(finding)
        .isEqualTo(
            new Finding(
                "E143",
                0,
                2,
                "`no` is not a boolean",
                "expected true or false",
                List.of("only `true` and `false` are booleans here; yes/no/on/off are text"),
                List.of("did you mean `false`?")));
    assertThat(text(Kind.BOOLEAN, "true")).isEqualTo("true");
    assertThat(text(Kind.BOOLEAN, "false")).isEqualTo("false");
  }

  @ParameterizedTest
  @CsvSource({
    "yes,true",
    "On,true",
    "TRUE,true",
    "1,true",
    "ture,true",
    "off,false",
    "N,false",
    "fales,false"
  })
  void booleansOfOtherLanguages(String written, String meant) {
    assertThat(suggestion(Kind.BOOLEAN, written)).isEqualTo("did you mean `" + meant + "`?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "maybe", "2"})
  void noBooleanAtAll(String written) {
    assertThat(finding(Kind.BOOLEAN, written).helps()).isEmpty();
  }
}
