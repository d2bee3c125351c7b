package io.backstay.run.stream;

import io.backstay.run.stream.StreamException.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads that work on one thing and fail together: the first failure stops all others and is the
 * one that is reported.
 */
final class Crew implements AutoCloseable {
  private static final long LOOK_MILLIS = 50;
  private static final long LEAVE_MILLIS = 800;

  private final String name;
  private final List<Thread> threads = new ArrayList<>();
  private int busy;
  private @Nullable Throwable failure;

  Crew(String name) {
    this.name = name;
  }

  /** What one thread does. */
  interface Work {
    void run() throws IOException, InterruptedException;
  }

  synchronized void start(String part, Work work) {
    Thread thread = new Thread(() -> perform(work), name + ": " + part);
    thread.setDaemon(true);
    threads.add(thread);
    busy++;
    thread.start();
  }

  private void perform(Work work) {
    try {
      work.run();
    } catch (InterruptedException e) {
      fail(StreamException.of(Kind.CANCELLED, name + " was interrupted").because(e));
    } catch (Throwable e) { // an Error as well: the waiting thread rethrows whatever it was
      fail(e);
    } finally {
      left();
    }
  }

  private synchronized void left() {
    busy--;
    notifyAll();
  }

  /** Ends the common work; only the first failure counts. */
  private synchronized void fail(Throwable with) {
    if (failure == null) {
      failure = with;
      stop();
    }
  }

  private synchronized void stop() {
    threads.stream().filter(t -> t != Thread.currentThread()).forEach(Thread::interrupt);
    notifyAll();
  }

  /**
   * Waits until all are done.
   *
   * @param cancelled asked a few times a second
   * @param abort called when the work ends early, so that a thread that waits for the outside world
   *     notices
   * @throws IOException the first failure, or {@link Kind#CANCELLED}
   */
  void await(BooleanSupplier cancelled, Runnable abort) throws IOException {
    try {
      while (!over()) {
        if (cancelled.getAsBoolean()) {
          fail(StreamException.of(Kind.CANCELLED, name + " was cancelled"));
        }
      }
    } catch (InterruptedException e) {
      fail(StreamException.of(Kind.CANCELLED, name + " was interrupted").because(e));
      Thread.currentThread().interrupt();
    }
    rethrow(abort);
  }

  /** Waits a moment; true when all are done or one has failed. */
  private synchronized boolean over() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
    long left = LOOK_MILLIS;
    while (busy > 0 && failure == null && left > 0) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    }
    return busy == 0 || failure != null;
  }

  private void rethrow(Runnable abort) throws IOException {
    Throwable first = failure();
    if (first == null) {
      return;
    }
    abort.run();
    close();
    switch (first) {
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(first);
    }
  }

  private synchronized @Nullable Throwable failure() {
    return failure;
  }

  /** Stops whoever still works and waits for them, but not long: the caller has to get on. */
  @Override
  public void close() {
    List<Thread> all;
    synchronized (this) {
      all = List.copyOf(threads);
    }
    stop();
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LEAVE_MILLIS);
    boolean interrupted = false;
    for (Thread thread : all) {
      interrupted |= !joined(thread, deadline);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for a thread until the deadline; false when the wait was interrupted meanwhile. */
  private static boolean joined(Thread thread, long deadline) {
    boolean calm = true;
    while (true) {
      try {
        long left = deadline - System.nanoTime();
        TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(left, 1));
        return calm;
      } catch (InterruptedException e) {
        calm = false;
      }
    }
  }
}
