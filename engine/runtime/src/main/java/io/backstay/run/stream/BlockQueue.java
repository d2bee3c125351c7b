package io.backstay.run.stream;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Hands blocks from one thread to the next, and the fact that there are no more. */
final class BlockQueue {
  private final BlockingQueue<Optional<ByteBuffer>> queue;

  BlockQueue(int capacity) {
    queue = new ArrayBlockingQueue<>(capacity);
  }

  /** Hands over a block; waits while the other side is busy. */
  void put(ByteBuffer block) throws InterruptedException {
    queue.put(Optional.of(block));
  }

  void end() throws InterruptedException {
    queue.put(Optional.empty());
  }

  /** The next block, now owned by the caller; null after the last one. */
  @Nullable ByteBuffer take() throws InterruptedException {
    return queue.take().orElse(null);
  }
}
