package io.backstay.run.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Neighbours in the archive that go from thread to thread together: to hand over each small file by
 * itself takes longer than to read it.
 */
final class Batch {
  /** How many make it worth while; each may hold a block of content. */
  private static final int MOST = 16;

  /** Nothing comes after it. */
  static final Batch END = new Batch();

  private final List<Slot> slots = new ArrayList<>(MOST);
  private final CountDownLatch ready = new CountDownLatch(1);

  /** Adds a slot; only before the batch is handed over. */
  void add(Slot slot) {
    slots.add(slot);
  }

  boolean isFull() {
    return slots.size() == MOST;
  }

  boolean isEmpty() {
    return slots.isEmpty();
  }

  List<Slot> slots() {
    return slots;
  }

  /** Its files are read, or one of them is too large to be read before the first is written. */
  void ready() {
    ready.countDown();
  }

  /** Waits until it is worth while to write it. */
  void await() throws InterruptedException {
    ready.await();
  }
}
