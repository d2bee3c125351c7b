package io.backstay.app;

import io.backstay.expr.Human;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The wait before what is due begins, for clocks that always call in time: so that not everything
 * of everybody begins at once.
 */
final class Jitter {
  private Jitter() {}

  static void declare(Syntax syntax, Consumer<Duration> upTo) {
    syntax.option(
        "--jitter",
        "duration",
        Duration.class,
        "Begin up to this much later, at random; what is not due is not waited for.",
        upTo);
  }

  /** Waits; nothing is locked meanwhile, and whoever is stopped has begun nothing. */
  static void pass(Session session, Duration upTo) {
    if (!upTo.isPositive()) {
      return;
    }
    Duration wait = Duration.ofMillis(session.random().nextLong(upTo.toMillis() + 1));
    session.note("begins in %s, by chance".formatted(Human.duration(wait)));
    try {
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while it waited", e);
    }
  }
}
