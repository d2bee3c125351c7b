package io.backstay.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Whether work has to stop. Cancelling one cancels everything begun below it. */
final class Cancel implements AutoCloseable {
  private final Set<Runnable> hooks = new LinkedHashSet<>();
  private final CountDownLatch done = new CountDownLatch(1);
  private @Nullable Reason reason;
  private Runnable leaveParent = () -> {};

  private Cancel() {}

  /** A root. */
  static Cancel root() {
    return new Cancel();
  }

  /** Why work has to stop. */
  enum Kind {
    /** Somebody asked. */
    ASKED,
    /** It took too long. */
    TIMEOUT,
    /** Something beside it failed. */
    SIBLING
  }

  /**
   * Why work has to stop.
   *
   * @param kind for deciding
   * @param because for people, one clause
   */
  record Reason(Kind kind, String because) {}

  /** Something below this one; to be closed when it is over. */
  Cancel child() {
    Cancel child = new Cancel();
    child.leaveParent = onCancel(() -> reason().ifPresent(child::cancel));
    return child;
  }

  /** Stops the work; a reason given before stands. */
  void cancel(Reason why) {
    List<Runnable> all;
    synchronized (this) {
      if (reason != null) {
        return;
      }
      reason = why;
      all = new ArrayList<>(hooks);
      hooks.clear();
    }
    done.countDown();
    all.forEach(Runnable::run);
  }

  /** Why, once it is cancelled. */
  synchronized Optional<Reason> reason() {
    return Optional.ofNullable(reason);
  }

  /** Whether it is. */
  synchronized boolean cancelled() {
    return reason != null;
  }

  /**
   * Does this on cancellation, at once when that was before.
   *
   * @return forgets it again
   */
  Runnable onCancel(Runnable hook) {
    synchronized (this) {
      if (reason == null) {
        hooks.add(hook);
        return () -> forget(hook);
      }
    }
    hook.run();
    return () -> {};
  }

  private synchronized void forget(Runnable hook) {
    hooks.remove(hook);
  }

  /**
   * Goes on only when there is no reason not to.
   *
   * @throws Cancelled when there is
   */
  void check() {
    Optional<Reason> why = reason();
    if (why.isPresent()) {
      throw new Cancelled(why.get());
    }
  }

  /**
   * Waits, unless it is cancelled meanwhile.
   *
   * @throws Cancelled when it is
   */
  void pause(Duration time) {
    try {
      done.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    check();
  }

  @Override
  public void close() {
    leaveParent.run();
  }

  /** Unwinds work that was cancelled. */
  static final class Cancelled extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Reason reason;

    Cancelled(Reason reason) {
      super(reason.because(), null, false, false);
      this.reason = reason;
    }

    Reason reason() {
      return reason;
    }
  }
}
