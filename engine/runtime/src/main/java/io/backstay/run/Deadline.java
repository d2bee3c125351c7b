package io.backstay.run;

import io.backstay.run.Cancel.Kind;
import io.backstay.run.Cancel.Reason;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The time a plan gives its runs. */
final class Deadline implements AutoCloseable {
  private final CountDownLatch over = new CountDownLatch(1);

  /**
   * Cancels the work when its time is over, unless this is closed before.
   *
   * @param timeout null for as long as it takes
   */
  Deadline(@Nullable Duration timeout, Cancel work) {
    if (timeout != null) {
      Thread.ofPlatform().daemon().name("deadline").start(() -> watch(timeout, work));
    }
  }

  private void watch(Duration timeout, Cancel work) {
    try {
      if (!over.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        work.cancel(
            new Reason(Kind.TIMEOUT, "the run took longer than " + Durations.text(timeout)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The work is over in time. */
  void met() {
    over.countDown();
  }

  @Override
  public void close() {
    met();
  }
}
