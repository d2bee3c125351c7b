package io.backstay.expr;

import static io.backstay.expr.Readings.READER;
import static io.backstay.expr.Readings.finding;
import static io.backstay.expr.Readings.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScalarReaderTest {
  @Test
  void bareNumbersCountTheUnitOfTheVariable() {
    assertThat(READER.withUnit("d").read(Kind.DURATION, "7"))
        .isEqualTo(new Parsed.Ok<>(new Span(0, 7, 0)));
    assertThat(READER.withUnit("d").read(Kind.DURATION, "7h"))
        .isEqualTo(new Parsed.Ok<>(new Span(0, 0, 7 * 3600)));
    assertThat(READER.withUnit("MiB").read(Kind.SIZE, "2"))
        .isEqualTo(new Parsed.Ok<>(new Size(2 << 20)));
    assertThat(ScalarReader.units(Kind.DURATION))
        .containsExactly("s", "m", "h", "d", "w", "mo", "y");
    assertThat(ScalarReader.units(Kind.SIZE)).contains("B", "GB", "GiB");
    assertThat(ScalarReader.units(Kind.STRING)).isEmpty();
  }

  @Test
  void longTextsAreRefusedAndNotEchoedInFull() {
    String digits = "1".repeat(100_000);
    for (Kind kind :
        List.of(
            Kind.INTEGER,
            Kind.NUMBER,
            Kind.SIZE,
            Kind.DURATION,
            Kind.PERCENT,
            Kind.TIMESTAMP,
            Kind.BOOLEAN)) {
      assertThat(finding(kind, digits).message()).hasSizeLessThan(100);
    }
  }

  @Test
  void textsAndPaths() {
    assertThat(text(Kind.STRING, "a, b")).isEqualTo("a, b");
    assertThat(text(Kind.PATH, "./backups")).isEqualTo("./backups");
    assertThat(finding(Kind.PATH, "").message()).isEqualTo("a path is missing");
    assertThat(finding(Kind.PATH, "a\u0000b").offset()).isEqualTo(1);
    assertThat(finding(Kind.PATH, "a\ud83d\ude00b\ud800").message()).contains("half a character");
  }

  @Test
  void listsAreWrittenWithCommas() {
    assertThat(READER.read(Kind.LIST, "users,webhooks"))
        .isEqualTo(
            new Parsed.Ok<>(
                new Value.Items(List.of(new Value.Text("users"), new Value.Text("webhooks")))));
    assertThat(READER.read(Kind.LIST, "")).isEqualTo(new Parsed.Ok<>(new Value.Items(List.of())));
    assertThat(text(Kind.LIST, "a,,b")).isEqualTo("a,,b");
    assertThat(finding(new Kind.ListOf(Kind.INTEGER), "1,2,x").offset()).isEqualTo(4);
  }

  @Test
  void aSecretIsNeverReadNorEchoed() {
    Finding finding = finding(Kind.SECRET, "hunter2");
    assertThat(finding.code()).isEqualTo("E140");
    assertThat(finding.toString()).doesNotContain("hunter2");
  }
}
