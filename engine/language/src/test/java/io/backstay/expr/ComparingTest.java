package io.backstay.expr;

import static io.backstay.expr.Checks.condition;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '~',
      value = {
        "vars.name > 5           § a string and an integer cannot be compared § ~~",
        "vars.retention > 7      § a duration and an integer cannot be compared § write a unit: 7d, 7h or the like",
        "7 < vars.retention      § an integer and a duration cannot be compared § write a unit: 7d, 7h or the like",
        "vars.retention == '7d'  § a duration and a string cannot be compared § write it without quotes: 7d",
        "'true' == vars.offsite  § a string and a boolean cannot be compared § write it without quotes: true",
        "vars.retention == 'x'   § a duration and a string cannot be compared § ~~",
        "vars.until > '2026-01-01 00:00:00' § a timestamp and a string cannot be compared § ~~",
        "vars.quota > 1.5        § a size and a number cannot be compared § ~~",
        "vars.tables == 'users'  § a list and a string cannot be compared § ~~",
        "vars.tables == [1]      § a list and a list cannot be compared § ~~",
        "5 in vars.tables        § an integer is never among elements of which each is a string § ~~",
        "run.type == 'ful'       § `run.type` is never 'ful' § did you mean `'full'`? it is one of: full, incremental",
        "'Full' != run.type      § `run.type` is never 'Full' § did you mean `'full'`? it is one of: full, incremental",
        "run.type in ['full', 'weekly'] § `run.type` is never 'weekly' § it is one of: full, incremental"
      })
  void comparisonsThatMakeNoSense(String text, String message, String help) {
    Finding finding = condition(text);
    assertThat(finding.code()).isEqualTo("E306");
    assertThat(finding.message()).isEqualTo(message);
    assertThat(String.join(" ", finding.helps())).isEqualTo(help);
  }
}
