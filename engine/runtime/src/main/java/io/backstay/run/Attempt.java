package io.backstay.run;

import io.backstay.run.Cancel.Kind;
import io.backstay.run.Cancel.Reason;
import io.backstay.spi.Failure;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Work on a thread of its own, so that it can be told to stop, and left behind when it does not
 * listen: what it still tries then finds itself cancelled.
 */
final class Attempt {
  private static final Duration LOOK = Duration.ofMillis(200);

  private final Cancel cancel;
  private final @Nullable Duration timeout;
  private final Duration stopping;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile @Nullable Throwable thrown;

  /**
   * An attempt.
   *
   * @param cancel stops it
   * @param timeout after which it is cancelled; null for never
   * @param stopping how long it may take to end once it is cancelled
   */
  Attempt(Cancel cancel, @Nullable Duration timeout, Duration stopping) {
    this.cancel = cancel;
    this.timeout = timeout;
    this.stopping = stopping;
  }

  /**
   * Does the work; returns when it is over, or is left behind.
   *
   * @return what it threw; null when it ended well
   */
  @Nullable Throwable run(String name, Runnable work) {
    Thread thread = Thread.ofPlatform().daemon().name(name).unstarted(() -> act(work));
    thread.start();
    Runnable forget = cancel.onCancel(thread::interrupt);
    try {
      return awaitEnd(thread);
    } finally {
      forget.run();
    }
  }

  private void act(Runnable work) {
    try {
      work.run();
    } catch (Throwable e) {
      thrown = e;
    } finally {
      over.countDown();
    }
  }

  private @Nullable Throwable awaitEnd(Thread thread) {
    long end = timeout == null ? Long.MAX_VALUE : timeout.toNanos();
    long start = System.nanoTime();
    while (!ended(Math.min(LOOK.toNanos(), end - (System.nanoTime() - start)))) {
      long passed = System.nanoTime() - start;
      if (cancel.cancelled()) {
        return awaitStop(thread);
      }
      if (passed >= end) {
        cancel.cancel(new Reason(Kind.TIMEOUT, "it took longer than " + Durations.text(timeout)));
      }
    }
    return thrown;
  }

  /** Libraries swallow interrupts, so one is not always enough. */
  private @Nullable Throwable awaitStop(Thread thread) {
    long start = System.nanoTime();
    while (!ended(LOOK.toNanos())) {
      if (System.nanoTime() - start >= stopping.toNanos()) {
        return Failure.of("R104", "it did not stop within " + Durations.text(stopping));
      }
      thread.interrupt();
    }
    return thrown;
  }

  private boolean ended(long nanos) {
    try {
      return over.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      // Whoever waits here was asked to stop; the work is, and then the wait is over.
      cancel.cancel(new Reason(Kind.ASKED, "the thread of the run was interrupted"));
      return false;
    }
  }
}
