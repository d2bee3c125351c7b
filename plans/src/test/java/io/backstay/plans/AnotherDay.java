package io.backstay.plans;

import io.backstay.plans.faults.Preloaded;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;

/**
 * The clock of other processes, as nobody can wait for a year. Whoever is in this process and has
 * to be told the same time asks it.
 */
final class AnotherDay extends Clock {
  private final Path control;
  private final MappedByteBuffer shift;

  /** One that is kept in a directory. */
  AnotherDay(Path directory) throws IOException {
    control = directory.resolve("clock");
    try (FileChannel file =
        FileChannel.open(
            control,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      shift = file.map(MapMode.READ_WRITE, 0, Long.BYTES);
      shift.order(ByteOrder.nativeOrder());
    }
  }

  /** What a process has to be started with. */
  Map<String, String> environment() {
    return Map.of("LD_PRELOAD", Preloaded.library("clock"), "CLOCK_CONTROL", control.toString());
  }

  /** From now on it is past noon of that day. */
  void is(LocalDate day) {
    Instant noon = day.atTime(LocalTime.NOON).atZone(getZone()).toInstant();
    shift.putLong(0, Duration.between(Instant.now(), noon).toSeconds());
  }

  @Override
  public Instant instant() {
    return Instant.now().plusSeconds(shift.getLong(0));
  }

  @Override
  public ZoneId getZone() {
    return ZoneId.systemDefault();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.offset(Clock.system(zone), Duration.ofSeconds(shift.getLong(0)));
  }
}
