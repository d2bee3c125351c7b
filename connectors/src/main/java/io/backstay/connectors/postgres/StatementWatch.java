package io.backstay.connectors.postgres;

import io.backstay.spi.Look;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a statement that nobody waits for any more. The driver does not heed interrupts: it would
 * wait for a lock, or for a server that has fallen silent, as long as these please.
 */
final class StatementWatch implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration POLITE = Duration.ofSeconds(2);

  private final Statement statement;
  private final Look look;
  private final CountDownLatch over = new CountDownLatch(1);

  /** Watches until it is closed. */
  StatementWatch(Statement statement, Look look) {
    this.statement = statement;
    this.look = look;
    Thread.ofVirtual().name("watch over a statement").start(this::watch);
  }

  private void watch() {
    try {
      while (!overWithin(LOOK)) {
        if (look.cancelled()) {
          end();
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // The server frees what it holds for a statement when it is asked to; a line that is dead takes
  // no question, and is cut.
  private void end() throws InterruptedException {
    Thread.ofVirtual().name("cancel a statement").start(this::cancel);
    if (!overWithin(POLITE)) {
      try {
        statement.getConnection().abort(Runnable::run);
      } catch (SQLException e) {
        // It is closed already, which is what was wanted.
        return;
      }
    }
  }

  private void cancel() {
    try {
      statement.cancel();
    } catch (SQLException e) {
      // The server cannot be asked; its connection is cut in a moment.
      return;
    }
  }

  private boolean overWithin(Duration time) throws InterruptedException {
    return over.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    over.countDown();
  }
}
