package io.backstay.connectors.host;

import io.backstay.spi.Look;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Looks again and again, by the machine's monotonic clock.
 *
 * @param within how long
 * @param look tells when nobody waits any more
 */
record Waiting(Duration within, Look look) {
  private static final Duration EVERY = Duration.ofMillis(200);

  /** Whether it became so in time. Looks at least once, and once more when time is up. */
  boolean until(BooleanSupplier so) {
    long end = System.nanoTime() + within.toNanos();
    while (!look.cancelled()) {
      boolean last = System.nanoTime() - end >= 0;
      if (so.getAsBoolean()) {
        return true;
      }
      if (last) {
        return false;
      }
      LockSupport.parkNanos(EVERY.toNanos());
    }
    return false;
  }
}
