package io.backstay.run.stream;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Hands blocks from one thread to the next, and the fact that there are no more. */
final class BlockQueue {
  private static final ByteBuffer END = ByteBuffer.allocate(0);

  private final BlockingQueue<ByteBuffer> queue;

  BlockQueue(int capacity) {
    queue = new ArrayBlockingQueue<>(capacity);
  }

  /** Hands over a block; waits while the other side is busy. */
  void put(ByteBuffer block) throws InterruptedException {
    queue.put(block);
  }

  void end() throws InterruptedException {
    queue.put(END);
  }

  /** The next block, now owned by the caller; null after the last one. */
  @Nullable ByteBuffer take() throws InterruptedException {
    ByteBuffer block = queue.take();
    return block == END ? null : block;
  }
}
