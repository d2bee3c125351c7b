package io.backstay.run.stream;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * Brings what was written of a file to disk while more of it is being written, so that the last
 * sync is short and nobody waits for the others.
 */
final class Flush {
  /** What is written before it is worth while to bring it to disk. */
  private static final long EVERY = 64L << 20;

  /** What may wait for the disk; whoever writes faster than that is held back. */
  private static final long MOST = 4 * EVERY;

  private final FileChannel channel;
  private long waiting;
  private @Nullable Thread running;
  private volatile @Nullable IOException failure;

  Flush(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes note of bytes that were written. */
  void written(long bytes) throws IOException {
    waiting += bytes;
    Thread last = running;
    boolean busy = last != null && last.isAlive();
    if (waiting >= (busy ? MOST : EVERY)) {
      end();
      waiting = 0;
      running = Thread.ofPlatform().daemon().name("flush").start(this::flush);
    }
  }

  private void flush() {
    try {
      channel.force(false);
    } catch (IOException e) {
      // The system tells a failure once: whoever writes or syncs next has to hear of it.
      failure = e;
    }
  }

  /** Waits until nothing is under way; what is then written last is the caller's to sync. */
  void end() throws IOException {
    Thread last = running;
    try {
      if (last != null) {
        last.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    }
    IOException met = failure;
    if (met != null) {
      throw met;
    }
  }
}
