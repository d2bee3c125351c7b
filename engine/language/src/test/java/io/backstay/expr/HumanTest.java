package io.backstay.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 B, 0 B",
    "1023, 1023 B, 1023 B",
    "1024, 1.0 KiB, 1.0 KiB",
    "1288490189, 1.2 GiB, 1.2 GiB",
    "326946324, 311.8 MiB, 312 MiB",
    "1048575, 1.0 MiB, 1.0 MiB",
    "10430000, 9.9 MiB, 9.9 MiB",
    "10475000, 10.0 MiB, 10 MiB",
    "9223372036854775807, 8.0 EiB, 8.0 EiB",
    "1073689395, 1023.9 MiB, 1.0 GiB"
  })
  void sizes(long bytes, String measured, String about) {
    assertThat(Human.size(bytes)).isEqualTo(measured);
    assertThat(Human.about(bytes)).isEqualTo(about);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "41, 41 s",
    "60, 1 m",
    "63, 1 m 03 s",
    "82, 1 m 22 s",
    "188, 3 m 08 s",
    "3600, 1 h",
    "3605, 1 h 00 m 05 s",
    "93840, 26 h 04 m",
    "21596, 5 h 59 m 56 s"
  })
  void durations(long seconds, String shown) {
    assertThat(Human.duration(Duration.ofSeconds(seconds))).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "41190, 41.2 s",
    "22000, 22.0 s",
    "40, 0.0 s",
    "59949, 59.9 s",
    "59950, 1 m",
    "82400, 1 m 22 s"
  })
  void measuredDurations(long millis, String shown) {
    assertThat(Human.measured(Duration.ofMillis(millis))).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "41, 41 s",
    "60, 1 m",
    "3600, 1 h",
    "172800, 2 d",
    "720, 12 m",
    "97200, 27 h",
    "172799, 47 h",
    "691200, 8 d"
  })
  void ages(long seconds, String shown) {
    assertThat(Human.age(Duration.ofSeconds(seconds))).isEqualTo(shown);
  }

  @Test
  void spansAndCounts() {
    assertThat(Human.span(new Span(0, 30, 0))).isEqualTo("30 d");
    assertThat(Human.span(new Span(14, 0, 5400))).isEqualTo("1 y 2 mo 1 h 30 m");
    assertThat(Human.count(1204)).isEqualTo("1,204");
  }
}
