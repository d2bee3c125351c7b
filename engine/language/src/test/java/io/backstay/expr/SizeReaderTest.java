package io.backstay.expr;

import static io.backstay.expr.Readings.READER;
import static io.backstay.expr.Readings.finding;
import static io.backstay.expr.Readings.suggestion;
import static io.backstay.expr.Readings.text;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeReaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1GB   | 1000000000",
        "1GiB  | 1073741824",
        "0 | 0",
        "512 | 512",
        "512B | 512",
        "1kB | 1000",
        "1KB   | 1000",
        "1.5GB | 1500000000",
        "2TiB | 2199023255552",
        "8191PiB | 9222246136947933184",
        "9223372036854775807 | 9223372036854775807"
      })
  void sizes(String written, long bytes) {
    assertThat(READER.read(Kind.SIZE, written)).isEqualTo(new Parsed.Ok<>(new Size(bytes)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1gb   | did you mean `1GB`?",
        "1Gi | did you mean `1GiB`?",
        "1gib | did you mean `1GiB`?",
        "1G    | did you mean `1GB` or `1GiB`?",
        "5m | did you mean `5MB` or `5MiB`?",
        "1 GB  | did you mean `1GB`?",
        "' 7' | did you mean `7B`?",
        "1x | ''",
        "-1GB | ''",
        "8192PiB | ''",
        "0.3KiB | ''",
        "9223372036854775808 | ''",
        "GB | ''",
        "'' | ''",
        "1.5 | ''",
        "0.3kib | ''"
      })
  void sizesThatAreNone(String written, String help) {
    assertThat(suggestion(Kind.SIZE, written)).isEqualTo(help);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-1GB    | 0 | a size is never negative",
        "8192PiB | 0 | more than 8 EiB, which nothing holds",
        "0.3KiB  | 0 | not a whole number of bytes",
        "10x | 2 | no such unit",
        "GB | 0 | ''"
      })
  void whatIsWrongWithASize(String written, int offset, String label) {
    Finding finding = finding(Kind.SIZE, written);
    assertThat(finding.offset()).isEqualTo(offset);
    assertThat(finding.label()).isEqualTo(label);
  }

  @ParameterizedTest
  @CsvSource({"20%,20%", "0.5%,0.5%", "200%,200%", "20.50%,20.5%", "0%,0%"})
  void percentages(String written, String printed) {
    assertThat(text(Kind.PERCENT, written)).isEqualTo(printed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "20 | did you mean `20%`?", "20 % | did you mean `20%`?", "5 percent | did you mean `5%`?",
        "-5% | ''", "x% | ''", "'' | ''"
      })
  void percentagesThatAreNone(String written, String help) {
    assertThat(suggestion(Kind.PERCENT, written)).isEqualTo(help);
  }
}
