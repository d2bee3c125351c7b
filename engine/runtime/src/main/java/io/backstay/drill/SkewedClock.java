package io.backstay.drill;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Supplier;

/** A clock that may be wrong whenever it is asked. */
final class SkewedClock extends Clock {
  private final Clock real;
  private final Supplier<Duration> by;

  /**
   * A clock.
   *
   * @param real the time
   * @param by tells how far it is ahead now
   */
  SkewedClock(Clock real, Supplier<Duration> by) {
    this.real = real;
    this.by = by;
  }

  @Override
  public Instant instant() {
    return real.instant().plus(by.get());
  }

  @Override
  public ZoneId getZone() {
    return real.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new SkewedClock(real.withZone(zone), by);
  }
}
