package io.backstay.connectors.containers;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A tar stream that is only over when its two end blocks have passed: one that was cut between two
 * members reads like a shorter archive, and every reader takes it for one.
 */
final class WholeTar extends FilterInputStream {

  private static final int END = 1024;

  private long zeros;
  private long total;

  WholeTar(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = super.read(into, offset, length);
    if (count < 0) {
      refuseUnlessEnded();
      return count;
    }
    int trailing = trailingZeros(into, offset, count);
    zeros = trailing == count ? zeros + count : trailing;
    total += count;
    return count;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public long skip(long count) throws IOException {
    return readNBytes((int) Math.min(count, 64 * 1024)).length;
  }

  private void refuseUnlessEnded() throws EOFException {
    if (zeros < END || total % 512 != 0) {
      throw new EOFException("the archive has no end blocks: it was cut after " + total + " bytes");
    }
  }

  // Looking further back than the end blocks would cost time and prove nothing more.
  private static int trailingZeros(byte[] bytes, int offset, int count) {
    int most = Math.min(count, END);
    int zeros = 0;
    while (zeros < most && bytes[offset + count - 1 - zeros] == 0) {
      zeros++;
    }
    return zeros;
  }
}
