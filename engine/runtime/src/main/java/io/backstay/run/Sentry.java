package io.backstay.run;

import io.backstay.run.Cancel.Kind;
import io.backstay.run.RunEvent.DebtTaken;
import io.backstay.run.RunEvent.GuardPosted;
import io.backstay.run.RunEvent.Overdue;
import io.backstay.spi.Failure;
import io.backstay.spi.Op.AtEnd;
import io.backstay.spi.Ref;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a service this run has stopped is started again in time. While one is stopped, a
 * process of its own stands guard for the case that this one dies or hangs; and when one may not
 * stay stopped any longer the run is stopped, because what it makes rests on the service being
 * down.
 */
final class Sentry implements Watch, AutoCloseable {
  /** This process comes first; the guard only when this one does not get to it. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Chronicle chronicle;
  private final GuardPost post;
  private final Cancel work;
  private final boolean early;
  private final List<DebtTaken> stopped = new ArrayList<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("max-stopped").unstarted(task));

  /**
   * A sentry.
   *
   * @param work what is stopped when a service was down for too long
   * @param early whether a service may be started before the run is done with it; elsewhere half of
   *     the data may be in place, and it is only told
   */
  Sentry(Chronicle chronicle, GuardPost post, Cancel work, boolean early) {
    this.chronicle = chronicle;
    this.post = post;
    this.work = work;
    this.early = early;
  }

  @Override
  public synchronized void before(Ref on, AtEnd atEnd) {
    if (guarded(on, atEnd) && !post.stands()) {
      long pid = post.stand();
      if (pid > 0) {
        chronicle.tell(at -> new GuardPosted(at, pid));
      }
    }
  }

  private static boolean guarded(Ref on, AtEnd atEnd) {
    return on.kind() == Ref.Kind.SERVICE && atEnd == AtEnd.PAY;
  }

  @Override
  public synchronized void owed(DebtTaken debt) {
    if (guarded(debt.on(), debt.atEnd())) {
      stopped.add(debt);
      post.until(due());
      Instant due = debt.due();
      if (due != null) {
        long left = Duration.between(debt.at(), due).toMillis();
        var unused = timer.schedule(() -> overdue(debt), left, TimeUnit.MILLISECONDS);
      }
    }
  }

  /** When the guard has to act although this process lives; null for never. */
  private @Nullable Instant due() {
    if (!early) {
      return null;
    }
    return stopped.stream()
        .map(DebtTaken::due)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .map(due -> due.plus(GRACE))
        .orElse(null);
  }

  private void overdue(DebtTaken debt) {
    synchronized (this) {
      if (!stopped.contains(debt)) {
        return;
      }
    }
    String what = "`" + debt.on().name() + "` was stopped for longer than max-stopped allows";
    try {
      chronicle.tell(at -> new Overdue(at, debt.debt(), what));
    } catch (Failure unwritable) {
      // The service is what counts.
    }
    if (early) {
      work.cancel(new Cancel.Reason(Kind.TIMEOUT, what));
    }
  }

  @Override
  public synchronized void paid(DebtTaken debt) {
    if (stopped.remove(debt)) {
      if (stopped.isEmpty()) {
        post.leave();
      } else {
        post.until(due());
      }
    }
  }

  /** What could not be paid is left to the guard, which has more patience. */
  @Override
  public synchronized void close() {
    timer.shutdownNow();
    if (stopped.isEmpty()) {
      post.leave();
    } else {
      post.close();
    }
  }
}
