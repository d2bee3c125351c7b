package io.backstay.run.stream;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** A block that several threads read; it is given back when the last one has released it. */
final class SharedBlock {
  /** What stands in a queue after the last block. */
  static final SharedBlock END = new SharedBlock(ByteBuffer.allocate(0), 0);

  private final ByteBuffer block;
  private final AtomicInteger users;

  SharedBlock(ByteBuffer block, int users) {
    this.block = block;
    this.users = new AtomicInteger(users);
  }

  /** The bytes, with a position of the caller's own. */
  ByteBuffer bytes() {
    return block.duplicate();
  }

  void release() {
    if (users.decrementAndGet() == 0) {
      Blocks.give(block);
    }
  }
}
