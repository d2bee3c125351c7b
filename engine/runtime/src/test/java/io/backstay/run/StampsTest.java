package io.backstay.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StampsTest {
  private static final Instant NOW = Instant.parse("2026-10-25T00:30:00.5Z");

  @TempDir Path state;

  @Test
  void whoeverComesSecondInASecondHasTheEndOfItsIdAsWell() {
    Stamps stamps = new Stamps(state);
    assertThat(stamps.take("20261025_003000-7c1e", NOW, ZoneOffset.UTC))
        .isEqualTo("20261025_003000");
    assertThat(stamps.take("20261025_003000-aaaa", NOW.plusMillis(400), ZoneOffset.UTC))
        .isEqualTo("20261025_003000-aaaa");
    assertThat(stamps.take("20261025_003001-aaaa", NOW.plusSeconds(1), ZoneOffset.UTC))
        .isEqualTo("20261025_003001");
  }

  @Test
  void noTwoRunsHaveTheSameId() {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    Stamps stamps = new Stamps(state);

    assertThat(stamps.id(new RunIds(clock))).isEqualTo("20261025_003000-8000");
    assertThat(stamps.id(new RunIds(clock))).isEqualTo("20261025_003000-8001");
  }

  @Test
  void theIdOfWhatBeganLaterSortsLaterInTheSameSecondToo() {
    Stamps stamps = new Stamps(state);
    List<String> ids =
        LongStream.of(0, 1, 10, 499, 999, 1000)
            .mapToObj(ms -> Clock.fixed(NOW.plusMillis(ms), ZoneOffset.UTC))
            .map(clock -> stamps.id(new RunIds(clock)))
            .toList();

    assertThat(ids).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void theHourThatAZoneHasTwiceIsTheSameHour() {
    ZoneId paris = ZoneId.of("Europe/Paris");
    Stamps stamps = new Stamps(state);
    assertThat(stamps.take("20261025_003000-7c1e", NOW, paris)).isEqualTo("20261025_023000");
    assertThat(stamps.take("20261025_013000-aaaa", NOW.plus(Duration.ofHours(1)), paris))
        .isEqualTo("20261025_023000-aaaa");
  }

  @Test
  void whatNobodyCanMeetAgainIsForgotten() {
    Stamps stamps = new Stamps(state);
    stamps.take("20261025_003000-7c1e", NOW, ZoneOffset.UTC);
    stamps.take("20261101_003000-7c1e", NOW.plus(Duration.ofDays(7)), ZoneOffset.UTC);
    assertThat(state.resolve("stamps")).isDirectoryContaining("glob:**/20261101_*");
    assertThat(state.resolve("stamps")).isDirectoryNotContaining("glob:**/20261025_*");
  }

  @Test
  void aStateDirectoryThatCannotBeUsedIsSaid() throws IOException {
    Files.createFile(state.resolve("stamps"));
    assertThatThrownBy(() -> new Stamps(state).take("x-1", NOW, ZoneOffset.UTC))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("state directory");
  }
}
