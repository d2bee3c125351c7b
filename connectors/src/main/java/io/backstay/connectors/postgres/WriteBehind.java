package io.backstay.connectors.postgres;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is read while the next of it is read: unpacking takes one core, writing another. A
 * few blocks go round between the two.
 */
final class WriteBehind {
  private static final int BLOCKS = 4;
  private static final int SIZE = 1 << 20;

  private final BlockingQueue<Block> free = new LinkedBlockingQueue<>();
  private final BlockingQueue<Block> full = new LinkedBlockingQueue<>();
  private final AtomicReference<@Nullable IOException> trouble = new AtomicReference<>();

  private WriteBehind() {
    for (int i = 0; i < BLOCKS; i++) {
      free.add(new Block(new byte[SIZE]));
    }
  }

  private static final class Block {
    private final byte[] bytes;
    private int length;

    Block(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  /** Copies to the end of the stream; everything was handed over when it returns. */
  static void copy(InputStream from, OutputStream to) throws IOException {
    WriteBehind copying = new WriteBehind();
    Thread writer = Thread.ofPlatform().name("write behind").start(() -> copying.write(to));
    try {
      copying.read(from);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of("R439", "reading the dump was broken off").because(e);
    } finally {
      copying.full.add(new Block(new byte[0]));
      join(writer);
    }
    IOException failed = copying.trouble.get();
    if (failed != null) {
      throw failed;
    }
  }

  private void read(InputStream from) throws IOException, InterruptedException {
    while (trouble.get() == null) {
      Block block = free.take();
      block.length = from.readNBytes(block.bytes, 0, SIZE);
      if (block.length == 0) {
        return;
      }
      full.add(block);
    }
  }

  // What cannot be written is thrown away, so that whoever reads never waits for a block.
  private void write(OutputStream to) {
    try {
      for (Block block = full.take(); block.bytes.length > 0; block = full.take()) {
        if (trouble.get() == null) {
          write(block, to);
        }
        free.add(block);
      }
    } catch (InterruptedException e) {
      trouble.set(new IOException("writing was broken off", e));
    }
  }

  private void write(Block block, OutputStream to) {
    try {
      to.write(block.bytes, 0, block.length);
    } catch (IOException e) {
      trouble.set(e);
    }
  }

  private static void join(Thread writer) {
    boolean interrupted = false;
    while (true) {
      try {
        writer.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
