package io.backstay.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.plan.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether something is due, whoever asks and however often. */
final class DueTest {
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");

  @ParameterizedTest
  @CsvSource({
    // at two o'clock each day; done last; now; whether it is due
    "NONE,   2026-02-12T01:00:01Z, 2026-02-13T00:59:59Z, false",
    "NONE,   2026-02-12T01:00:01Z, 2026-02-13T01:00:00Z, true",
    "NONE,   2026-02-13T01:00:01Z, 2026-02-13T01:30:00Z, false",
    // somebody has done it before the time came
    "NONE,   2026-02-13T00:59:00Z, 2026-02-13T01:00:00Z, true",
    // down for three days
    "NONE,   2026-02-10T01:00:01Z, 2026-02-13T09:00:00Z, false",
    "LATEST, 2026-02-10T01:00:01Z, 2026-02-13T09:00:00Z, true",
    "LATEST, 2026-02-13T09:00:01Z, 2026-02-13T10:00:00Z, false",
    // clocks go from two to three: it is due at three, by then one o'clock by UTC
    "NONE,   2026-03-28T01:00:01Z, 2026-03-29T00:59:59Z, false",
    "NONE,   2026-03-28T01:00:01Z, 2026-03-29T01:00:00Z, true",
    // clocks show two twice: it is due the first time
    "NONE,   2026-10-25T00:00:01Z, 2026-10-25T01:00:00Z, false",
  })
  void aTimeIsDueOnce(Trigger.CatchUp catchUp, Instant last, Instant now, boolean due) {
    Trigger daily = new Trigger("0 2 * * *", null, Duration.ZERO, catchUp, null);

    assertThat(new Due(ROME, now).is(List.of(daily), Optional.of(last))).isEqualTo(due);
  }

  @Test
  void whatWasNeverDoneIsDueAtItsTimeOrAtOnceWhereItIsCaughtUp() {
    Instant noon = Instant.parse("2026-02-13T11:00:00Z");
    Instant two = Instant.parse("2026-02-13T01:00:30Z");
    for (Trigger.CatchUp catchUp : Trigger.CatchUp.values()) {
      List<Trigger> daily = List.of(new Trigger("0 2 * * *", null, Duration.ZERO, catchUp, null));
      boolean catchesUp = catchUp == Trigger.CatchUp.LATEST;

      assertThat(new Due(ROME, noon).is(daily, Optional.empty())).isEqualTo(catchesUp);
      assertThat(new Due(ROME, two).is(daily, Optional.empty())).isTrue();
    }
  }

  @Test
  void whatMayBeginLaterIsStillDueThen() {
    Trigger late = new Trigger("0 2 * * *", null, Duration.ofHours(3), Trigger.CatchUp.NONE, null);
    Optional<Instant> yesterday = Optional.of(Instant.parse("2026-02-12T03:50:00Z"));

    assertThat(new Due(ROME, Instant.parse("2026-02-13T03:59:00Z")).is(List.of(late), yesterday))
        .isTrue();
    assertThat(new Due(ROME, Instant.parse("2026-02-13T05:01:00Z")).is(List.of(late), yesterday))
        .isFalse();
  }
}
