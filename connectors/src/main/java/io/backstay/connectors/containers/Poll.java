package io.backstay.connectors.containers;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Looks again and again. Time is counted by the machine's monotonic clock, because a wait must not
 * end early or late when somebody sets the time.
 *
 * @param within how long
 * @param every pause between looks
 * @param givenUp whether nobody waits any more
 */
public record Poll(Duration within, Duration every, BooleanSupplier givenUp) {

  /** Looks at short intervals, whatever else happens. */
  static Poll briefly(Duration within) {
    return new Poll(within, Duration.ofMillis(20), () -> Thread.currentThread().isInterrupted());
  }

  /** Whether it became so in time. Looks at least once, and once more when time is up. */
  public boolean until(BooleanSupplier so) {
    long end = System.nanoTime() + within.toNanos();
    while (!givenUp.getAsBoolean()) {
      boolean last = System.nanoTime() - end >= 0;
      if (so.getAsBoolean()) {
        return true;
      }
      if (last || !pause()) {
        return false;
      }
    }
    return false;
  }

  private boolean pause() {
    try {
      Thread.sleep(every);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
