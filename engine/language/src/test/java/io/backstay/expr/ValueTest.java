package io.backstay.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueTest {
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");

  private static Span span(String text) {
    return Span.parse(text) instanceof Parsed.Ok<Span>(Span span) ? span : fail(text);
  }

  private static Span fail(String text) {
    throw new AssertionError(text);
  }

  @Test
  void whatIsPrintedReadsBackAsTheSame() {
    Random random = new Random(42);
    List<Supplier<Value.Known>> any =
        List.of(
            () -> new Span(random.nextInt(100), random.nextInt(100), random.nextInt(1_000_000)),
            () -> new Size(random.nextLong(Long.MAX_VALUE) >> random.nextInt(63)),
            () ->
                new Size(
                    (1 + random.nextLong(1000)) * (random.nextBoolean() ? 1_000_000 : 1 << 20)),
            () -> new Percent(random.nextLong(1_000_000_000_000_000_000L) >> random.nextInt(60)),
            () -> Percent.hundredths(random.nextInt(100_000)),
            () -> new Value.Whole(random.nextLong() >> random.nextInt(64)),
            () ->
                new Value.Decimal(
                    new BigDecimal(random.nextInt()).movePointLeft(random.nextInt(9))),
            () -> new Value.Truth(random.nextBoolean()),
            () ->
                new Value.Moment(
                    ZonedDateTime.parse("2026-01-01T00:00:00+01:00").plusNanos(random.nextLong())));
    ScalarReader reader = new ScalarReader(ROME);
    for (int i = 0; i < 20_000; i++) {
      Value.Known value = any.get(i % any.size()).get();
      assertThat(reader.read(value.kind(), value.text())).isEqualTo(new Parsed.Ok<>(value));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "24h,1d,0",
    "1mo,30d,1",
    "1mo,31d,-1",
    "12mo,1y,0",
    "365d,1y,-1",
    "60s,1m,0",
    "1s,2s,-1"
  })
  void spansCompareByNominalLength(String one, String other, int sign) {
    assertThat(Integer.signum(span(one).compareTo(span(other)))).isEqualTo(sign);
  }

  @Test
  void spansKnowTheCalendarAndTheClocks() {
    ZonedDateTime endOfMarch = ZonedDateTime.of(2026, 3, 31, 12, 0, 0, 0, ROME);
    assertThat(span("1mo").before(endOfMarch).toLocalDate()).hasToString("2026-02-28");
    ZonedDateTime beforeSummer = ZonedDateTime.of(2026, 3, 28, 12, 0, 0, 0, ROME);
    assertThat(span("1d").after(beforeSummer).toLocalTime()).hasToString("12:00");
    assertThat(span("24h").after(beforeSummer).toLocalTime()).hasToString("13:00");
    assertThat(Span.of(Duration.ofMillis(90_500))).isEqualTo(span("90s"));
    assertThat(span("2w").nominal()).isEqualTo(Duration.ofDays(14));
  }

  @Test
  void whatNoPlanCanMeanIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Span(-1, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Span(0, -1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Span(0, 0, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Span(Long.MAX_VALUE, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Span(0, Long.MAX_VALUE, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Span(0, 0, Long.MAX_VALUE));
    assertThatIllegalArgumentException().isThrownBy(() -> new Size(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Percent(-1));
  }

  @Test
  void amountsCompare() {
    assertThat(new Size(1)).isLessThan(new Size(2));
    assertThat(Percent.hundredths(1)).isLessThan(Percent.hundredths(10));
    assertThat(Percent.hundredths(25).of(10)).isEqualTo(2);
    assertThat(Percent.hundredths(100).of(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    assertThat(Percent.hundredths(25).share()).isEqualTo(0.25);
  }

  @Test
  void aHiddenTextNeverPrintsItsPieces() {
    assertThat(Value.Hidden.of("db-password")).hasToString("•••");
  }

  @Test
  void whatOnlyTheRunKnowsSaysSo() {
    assertThat(new Value.Unknown().shown()).isEqualTo("(known at run)");
  }

  @Test
  void kindsAreNamedAsMessagesNeedThem() {
    assertThat(Kind.LIST.named()).isEqualTo("a list");
    assertThat(Kind.INTEGER.named()).isEqualTo("an integer");
    assertThat(new Value.Items(List.of()).kind()).isEqualTo(new Kind.ListOf(Kind.ANY));
    assertThat(new Value.Items(List.of(new Value.Whole(1))).kind())
        .isEqualTo(new Kind.ListOf(Kind.INTEGER));
  }

  @Test
  void aParsedValueCanBeTurnedIntoAnother() {
    assertThat(Size.parse("1kB").map(Size::bytes)).isEqualTo(new Parsed.Ok<>(1000L));
    assertThat(Size.parse("x").map(Size::bytes)).isInstanceOf(Parsed.Bad.class);
  }
}
