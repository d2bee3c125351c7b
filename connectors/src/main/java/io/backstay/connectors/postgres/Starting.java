package io.backstay.connectors.postgres;

import io.backstay.spi.Failure;
import io.backstay.spi.Tools;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A server that starts, most of all one that recovers from a crash, lets nobody in for a while. It
 * says so, and then it is worth waiting for: the next attempt of a step would come too soon as
 * well.
 */
final class Starting {
  /** Such as "the database system is starting up": {@code cannot_connect_now} of appendix A. */
  private static final String CANNOT_CONNECT_NOW = "57P03";

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private Starting() {}

  /** Whether the server has said so to the driver. */
  static boolean said(Failure failure) {
    return failure.getCause() instanceof SQLException e
        && CANNOT_CONNECT_NOW.equals(e.getSQLState());
  }

  /**
   * A session, as soon as there is one. A server that was starting may have started between turning
   * us away and being asked why, so what it says for the first time then is tried once more.
   *
   * @param starting whether a connection failed because the server has not yet started
   * @throws Failure when it failed for another reason, or nobody waits any more
   */
  static SqlSession awaited(
      Supplier<SqlSession> opening, Predicate<Failure> starting, Tools tools) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    boolean wasStarting = false;
    for (boolean first = true; ; first = false) {
      try {
        return opening.get();
      } catch (Failure e) {
        if (tools.cancelled() || System.nanoTime() - end >= 0) {
          throw e;
        }
        boolean isStarting = starting.test(e);
        if (!(isStarting || wasStarting) || !pause()) {
          throw e;
        }
        wasStarting = isStarting;
        if (first) {
          tools.log("waits for the server, which is starting: " + e.getMessage());
        }
      }
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
