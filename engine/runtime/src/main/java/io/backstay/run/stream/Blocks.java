package io.backstay.run.stream;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Lends direct buffers of one size. Whoever takes a block owns it until it is given back or handed
 * on; the queues between the threads bound how many are out at once, so memory does not depend on
 * how much flows.
 */
final class Blocks {
  /** Large enough that a call per block costs nothing, small enough for two hundred of them. */
  static final int SIZE = 128 * 1024;

  /** Blocks kept between pipelines; more than that are left to the garbage collector. */
  private static final int KEPT = 192;

  private static final BlockingQueue<ByteBuffer> FREE = new ArrayBlockingQueue<>(KEPT);

  private Blocks() {}

  static ByteBuffer take() {
    ByteBuffer block = FREE.poll();
    return block == null ? ByteBuffer.allocateDirect(SIZE) : block;
  }

  static void give(ByteBuffer block) {
    FREE.offer(block.clear());
  }
}
