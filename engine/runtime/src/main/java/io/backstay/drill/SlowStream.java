package io.backstay.drill;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.LockSupport;

/** Gives no more than some bytes in a second. */
final class SlowStream extends FilterInputStream {
  private static final long SECOND = 1_000_000_000L;

  private final long rate;
  private final long began = System.nanoTime();
  private long given;

  SlowStream(InputStream stream, long rate) {
    super(stream);
    this.rate = rate;
  }

  @Override
  public int read() throws IOException {
    int one = in.read();
    wait(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = in.read(into, offset, (int) Math.min(length, Math.max(1, rate / 10)));
    wait(Math.max(0, count));
    return count;
  }

  private void wait(int bytes) {
    given += bytes;
    long due = began + Math.multiplyExact(given, SECOND) / rate;
    LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
  }
}
