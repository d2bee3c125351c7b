package io.backstay.run.guard;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The process that is guarded, and what it has said. */
final class Watched {
  /** Between two looks at the clock, when nobody can say anything any more. */
  private static final long SILENT_MILLIS = 1000;

  private final long pid;
  private final long started;
  private Instant due = Instant.MAX;
  private final CountDownLatch silent = new CountDownLatch(1);
  private @Nullable Instant after;
  private boolean left;
  private boolean gone;

  /**
   * A process.
   *
   * @param started in milliseconds; another process may have got its id since
   */
  Watched(long pid, long started) {
    this.pid = pid;
    this.started = started;
  }

  /** A word of the process: until when something may be owed, {@code never}, or that it is paid. */
  synchronized void told(String line) {
    if (line.equals(Guard.LEAVE)) {
      left = true;
      silent.countDown();
    } else if (line.startsWith(Guard.AFTER)) {
      after = Instant.ofEpochMilli(Long.parseLong(line.substring(Guard.AFTER.length())));
    } else {
      due = line.equals("never") ? Instant.MAX : Instant.ofEpochMilli(Long.parseLong(line));
    }
  }

  /** It will say no more. */
  synchronized void gone() {
    gone = true;
    silent.countDown();
  }

  synchronized boolean overdue(Instant now) {
    return now.isAfter(due);
  }

  /** What was overdue was seen to. */
  synchronized void allowed() {
    due = Instant.MAX;
  }

  /** Whether nothing is left to guard: it sent us away, or is dead. */
  synchronized boolean over(Instant now) {
    return left || dead(now);
  }

  /** Whether it ended without having sent us away, or the time has come it has told. */
  synchronized boolean dead(Instant now) {
    boolean act = after == null ? gone || !lives() : !now.isBefore(after);
    return !left && act;
  }

  private boolean lives() {
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    return process
        .flatMap(handle -> handle.info().startInstant())
        .map(instant -> instant.toEpochMilli() == started)
        .orElse(process.isPresent());
  }

  /** Waits for a moment, unless it has said its last. */
  void pause(long millis) throws InterruptedException {
    if (silent.await(millis, TimeUnit.MILLISECONDS) && waits()) {
      Thread.sleep(SILENT_MILLIS);
    }
  }

  private synchronized boolean waits() {
    return after != null;
  }
}
