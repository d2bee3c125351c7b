package io.backstay.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.expr.Finding;
import io.backstay.expr.Parsed;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronTest {
  @ParameterizedTest
  @CsvSource({
    "0 2 * * *, 2026-02-13T02:00+01:00[Europe/Rome], 2026-02-14T02:00+01:00[Europe/Rome]",
    "0 2 * * *, 2026-02-13T01:59:59+01:00[Europe/Rome], 2026-02-13T02:00+01:00[Europe/Rome]",
    "*/15 * * * *, 2026-02-13T02:07Z, 2026-02-13T02:15Z",
    "5/20 * * * *, 2026-02-13T02:07Z, 2026-02-13T02:25Z",
    "'0 9 2 1,4,7,10 *', 2026-02-13T00:00Z, 2026-04-02T09:00Z",
    "0 5 * * 0, 2026-02-13T00:00Z, 2026-02-15T05:00Z",
    "0 5 * * 7, 2026-02-13T00:00Z, 2026-02-15T05:00Z",
    "0 5 * * mon-FRI, 2026-02-13T06:00Z, 2026-02-16T05:00Z",
    "0 5 13 * fri, 2026-02-14T00:00Z, 2026-02-20T05:00Z",
    "0 5 13 * */1, 2026-02-14T00:00Z, 2026-03-13T05:00Z",
    "0 0 29 feb *, 2096-03-01T00:00Z, 2104-02-29T00:00Z",
    "30 2 * * *, 2026-03-28T12:00+01:00[Europe/Rome], 2026-03-29T03:00+02:00[Europe/Rome]",
    "30 2 * * *, 2026-03-29T03:00+02:00[Europe/Rome], 2026-03-30T02:30+02:00[Europe/Rome]",
    "0 3 * * *, 2026-03-29T01:00+01:00[Europe/Rome], 2026-03-29T03:00+02:00[Europe/Rome]",
    "30 2 * * *, 2026-10-24T12:00+02:00[Europe/Rome], 2026-10-25T02:30+02:00[Europe/Rome]",
    "30 2 * * *, 2026-10-25T02:30+02:00[Europe/Rome], 2026-10-26T02:30+01:00[Europe/Rome]",
    "0 12 * * *, 2011-12-29T13:00-10:00[Pacific/Apia], 2011-12-31T00:00+14:00[Pacific/Apia]",
    "45 2 * * *, 2026-04-04T12:00+13:45[Pacific/Chatham], 2026-04-05T02:45+13:45[Pacific/Chatham]",
  })
  void isDueNext(String text, ZonedDateTime after, ZonedDateTime next) {
    assertThat(cron(text).next(after)).isEqualTo(next);
  }

  @ParameterizedTest
  @CsvSource({
    "0 2 * * *, P1D",
    "*/15 * * * *, PT15M",
    "'0 1,2,22 * * *', PT20H",
    "0 2 * * 1-5, P3D",
    "0 2 * * 0, P7D",
    "0 2 * * 6, P7D",
    "'0 2 * * 1,4', P4D",
    "0 2 1-31 * 1, P1D",
    "0 2 * 2-12 *, P32D",
    "0 4 1 * *, P31D",
    "0 0 29 2 *, P1461D",
    "'0 9 2 1,4,7,10 *', P92D",
  })
  void hasALongestGap(String text, Duration gap) {
    assertThat(cron(text).longestGap()).isEqualTo(gap);
  }

  @Test
  void severalSchedulesFillEachOthersGaps() {
    assertThat(Cron.longestGap(List.of(cron("0 2 * * 0"), cron("0 2 * * 1-6"))))
        .isEqualTo(Duration.ofDays(1));
    assertThat(Cron.longestGap(List.of())).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "PT6H, true",
    "PT15M, true",
    "P1D, true",
    "PT7H, false",
    "PT90S, false",
    "PT0S, false",
    "P2D, false"
  })
  void everySoOftenComesOutEvenWithTheDay(Duration gap, boolean even) {
    assertThat(Cron.every(gap))
        .map(Cron::longestGap)
        .isEqualTo(even ? java.util.Optional.of(gap) : java.util.Optional.empty());
  }

  @Test
  void everySoOftenStartsAtMidnight() {
    ZonedDateTime after = ZonedDateTime.parse("2026-02-13T07:00+01:00[Europe/Rome]");

    assertThat(Cron.every(Duration.ofHours(6)).orElseThrow().next(after))
        .isEqualTo(ZonedDateTime.parse("2026-02-13T12:00+01:00[Europe/Rome]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0 2 * *; 0; 7; a cron expression has five fields",
        "'';0; 0; a cron expression has five fields",
        "0 2 * * * *; 10; 1; a sixth field",
        "60 2 * * *; 0; 2; minute is 0 to 59, `*`, a list, a range or a step",
        "0 24 * * *; 2; 2; hour is 0 to 23, `*`, a list, a range or a step",
        "0 2 0 * *; 4; 1; day of month is 1 to 31, `*`, a list, a range or a step",
        "0 2 * foo *; 6; 3; month is 1 to 12 or jan to dec, `*`, a list, a range or a step",
        "0 2 * * 8; 8; 1; day of week is 0 to 7 or sun to sat, `*`, a list, a range or a step",
        "0 2 * * 5-1; 8; 3; day of week is 0 to 7 or sun to sat, `*`, a list, a range or a step",
        "*/0 2 * * *; 0; 3; minute is 0 to 59, `*`, a list, a range or a step",
        "1, 2 * * *; 0; 2; minute is 0 to 59, `*`, a list, a range or a step",
        "a-b 2 * * *; 0; 3; minute is 0 to 59, `*`, a list, a range or a step",
        "+1 2 * * *; 0; 2; minute is 0 to 59, `*`, a list, a range or a step",
        "0 2 30 2 *; 0; 10; there is no such day",
      })
  void isRefused(String text, int offset, int length, String label) {
    Finding finding = finding(text);

    assertThat(finding.label()).isEqualTo(label);
    assertThat(finding.offset()).isEqualTo(offset);
    assertThat(finding.length()).isEqualTo(length);
    assertThat(finding.code()).isEqualTo("E401");
  }

  @Test
  void namedSchedulesAreSpelledOut() {
    assertThat(finding("@daily").helps()).containsExactly("write '0 0 * * *'");
  }

  private static Cron cron(String text) {
    return switch (Cron.parse(text)) {
      case Parsed.Ok<Cron>(Cron cron) -> cron;
      case Parsed.Bad<Cron>(Finding finding) -> throw new AssertionError(finding);
    };
  }

  private static Finding finding(String text) {
    return ((Parsed.Bad<Cron>) Cron.parse(text)).finding();
  }
}
