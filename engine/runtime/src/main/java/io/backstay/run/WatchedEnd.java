package io.backstay.run;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Says when whoever reads has come to the end. */
final class WatchedEnd extends FilterInputStream {
  private final Runnable atEnd;

  WatchedEnd(InputStream in, Runnable atEnd) {
    super(in);
    this.atEnd = atEnd;
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    if (one < 0) {
      atEnd.run();
    }
    return one;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = super.read(into, offset, length);
    if (count < 0) {
      atEnd.run();
    }
    return count;
  }
}
