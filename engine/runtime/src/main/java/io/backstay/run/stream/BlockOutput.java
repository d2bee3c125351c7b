package io.backstay.run.stream;

import java.nio.ByteBuffer;
import java.util.function.LongConsumer;

/** Takes a producer's bytes and hands them on in large blocks. */
public final class BlockOutput {
  private final BlockQueue queue;
  private final LongConsumer progress;
  private ByteBuffer current = Blocks.take();
  private long total;

  BlockOutput(BlockQueue queue, LongConsumer progress) {
    this.queue = queue;
    this.progress = progress;
  }

  /** Takes all remaining bytes of a buffer, which stays the caller's. */
  public void write(ByteBuffer bytes) throws InterruptedException {
    while (bytes.hasRemaining()) {
      int length = Math.min(bytes.remaining(), current.remaining());
      current.put(current.position(), bytes, bytes.position(), length);
      current.position(current.position() + length);
      bytes.position(bytes.position() + length);
      if (!current.hasRemaining()) {
        flush();
      }
    }
  }

  /** Takes over a pooled block; a large one goes on as it is, a small one is copied. */
  void pass(ByteBuffer block) throws InterruptedException {
    if (block.remaining() < Blocks.SIZE / 2) {
      write(block);
      Blocks.give(block);
      return;
    }
    if (current.position() > 0) {
      flush();
    }
    hand(block);
  }

  /** Bytes taken so far. */
  long total() {
    return total + current.position();
  }

  void finish() throws InterruptedException {
    flush();
    Blocks.give(current);
    queue.end();
  }

  private void flush() throws InterruptedException {
    ByteBuffer full = current.flip();
    current = Blocks.take();
    if (full.hasRemaining()) {
      hand(full);
    } else {
      Blocks.give(full);
    }
  }

  private void hand(ByteBuffer block) throws InterruptedException {
    total += block.remaining();
    queue.put(block);
    progress.accept(total);
  }
}
