package io.backstay.connectors.stores.web;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Asks again when a connection breaks or a server cannot answer just now, after a pause that
 * becomes longer. Everything that is asked for in this way may be asked for twice.
 *
 * @param cancelled whether nobody waits any more
 */
public record Patience(BooleanSupplier cancelled) {
  private static final int TRIES = 3;
  private static final long PAUSE_MILLIS = 200;
  private static final long BUSY_MILLIS = 1000;

  /** Something that may be asked for. */
  public interface Asked<T> {
    /** Asks. */
    T now() throws IOException;
  }

  /** Asks until there is an answer, or it is no use. */
  public <T> T until(Asked<T> asked) throws IOException {
    for (int tried = 1; ; tried++) {
      try {
        return asked.now();
      } catch (IOException e) {
        if (tried == TRIES || cancelled.getAsBoolean() || !passes(e)) {
          throw e;
        }
        long pause = e instanceof RefusedException ? BUSY_MILLIS : PAUSE_MILLIS;
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pause << (tried - 1)));
      }
    }
  }

  private static boolean passes(IOException e) {
    return !(e instanceof UnusableException)
        && (!(e instanceof RefusedException refused) || refused.isPassing());
  }
}
