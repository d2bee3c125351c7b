package io.backstay.drill;

import io.backstay.spi.Fault;
import io.backstay.spi.Fault.Damage;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Gives some bytes flipped, spread over all there are, or leaves the last ones out. */
final class DamagedStream extends FilterInputStream {
  private final long end;
  private final long every;
  private long position;

  /**
   * A stream.
   *
   * @param size how many bytes there are
   */
  DamagedStream(InputStream stream, Fault.Damaged fault, long size) {
    super(stream);
    long bytes = Math.clamp(fault.bytes(), 1, Math.max(1, size));
    this.end = fault.how() == Damage.TRUNCATE ? size - bytes : Long.MAX_VALUE;
    this.every = fault.how() == Damage.CORRUPT ? Math.max(1, size / bytes) : Long.MAX_VALUE;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (position >= end) {
      return -1;
    }
    int count = in.read(into, offset, (int) Math.min(length, end - position));
    for (int i = 0; i < count; i++) {
      // In the middle of each part, so that a file's very first and last byte stay as they are.
      if ((position + i) % every == every / 2) {
        into[offset + i] ^= 1;
      }
    }
    position += Math.max(0, count);
    return count;
  }
}
