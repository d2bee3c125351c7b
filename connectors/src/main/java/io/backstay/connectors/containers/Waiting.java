package io.backstay.connectors.containers;

import io.backstay.connectors.containers.HealthCheck.Seen;
import io.backstay.spi.Failure;
import io.backstay.spi.Look;
import io.backstay.spi.Service;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Waits until a service can be used. Where nothing but running containers says that it can, they
 * have to keep running for a while: a program that cannot start is running, too, until it ends.
 */
final class Waiting {

  private static final Duration EVERY = Duration.ofMillis(250);
  private static final Duration STEADY = Duration.ofSeconds(2);

  private final String service;
  private final Look look;

  Waiting(String service, Look look) {
    this.service = service;
    this.look = look;
  }

  /**
   * Waits.
   *
   * @param health looks once
   * @throws Failure when it does not come about in time, cannot come about any more, or nobody
   *     waits for it any longer
   */
  void until(Service.Wait wait, Supplier<Seen> health) {
    AtomicReference<Seen> last = new AtomicReference<>(new Seen(false, true, false, ""));
    AtomicReference<Long> since = new AtomicReference<>(Long.MAX_VALUE);
    Poll poll = new Poll(wait.within(), EVERY, this::givenUp);
    boolean good =
        poll.until(
            () -> {
              Seen now = health.get();
              last.set(now);
              since.set(now.healthy() ? Math.min(since.get(), System.nanoTime()) : Long.MAX_VALUE);
              return now.hopeless() || (now.healthy() && (now.declared() || steady(since.get())));
            });
    if (!good || last.get().hopeless()) {
      throw givenUp() ? Trouble.interrupted(waiting()) : notHealthy(wait, last.get());
    }
  }

  private static boolean steady(long since) {
    return System.nanoTime() - since >= STEADY.toNanos();
  }

  private String waiting() {
    return "waiting for service `" + service + "`";
  }

  private Failure notHealthy(Service.Wait wait, Seen last) {
    String when = last.hopeless() ? "" : " after " + wait.within().toSeconds() + " s";
    return Failure.of(
            "R615", "service `" + service + "` is not healthy" + when + ": " + last.detail())
        .help("Its own log says why: `docker logs` with the name of the container.");
  }

  private boolean givenUp() {
    return look.cancelled() || Thread.currentThread().isInterrupted();
  }
}
