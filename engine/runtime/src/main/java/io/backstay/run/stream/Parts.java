package io.backstay.run.stream;

import io.backstay.run.stream.Slot.Part;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * What was read of a file, on its way to the archive. A small file fits in whole, of a larger one
 * two blocks; then whoever reads has to wait, and says so before.
 */
final class Parts {
  private static final int AHEAD = 3;

  private final BlockingQueue<Part> queue = new ArrayBlockingQueue<>(AHEAD);
  private final Runnable full;

  /** Parts of one file; {@code full} is called before waiting for room. */
  Parts(Runnable full) {
    this.full = full;
  }

  void put(Part part) throws InterruptedException {
    if (!queue.offer(part)) {
      full.run();
      queue.put(part);
    }
  }

  Part take() throws InterruptedException {
    return queue.take();
  }
}
