package io.backstay.app;

import io.backstay.run.RunEvent;
import io.backstay.run.RunListener;
import java.util.ArrayList;
import java.util.List;

/** Has people told that a run begins, while it goes on: it does not wait for them to be told. */
final class Beginning implements RunListener, AutoCloseable {
  private final Telling telling;
  private final List<Thread> threads = new ArrayList<>();

  Beginning(Telling telling) {
    this.telling = telling;
  }

  @Override
  public void happened(RunEvent event) {
    if (event instanceof RunEvent.RunStarted started) {
      threads.add(Thread.ofVirtual().start(() -> telling.began(started)));
    }
  }

  /** How a run ended is told after that it began. */
  @Override
  public void close() {
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
