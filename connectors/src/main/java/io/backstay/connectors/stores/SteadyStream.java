package io.backstay.connectors.stores;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of an object. Where the connection breaks, reading goes on at that byte, of the very
 * same object; an end that comes early is an error.
 */
public final class SteadyStream extends InputStream {
  private static final int TRIES = 3;

  /** The bytes as one connection brings them. */
  public interface Arriving {
    /** As {@link InputStream#read(byte[], int, int)}. */
    int read(byte[] into, int from, int most) throws IOException;

    /** Ends it. What has not arrived yet is not wanted when not all has been read. */
    void end(boolean all) throws IOException;
  }

  /** Connects again. */
  public interface Again {
    /** From a byte on. */
    Arriving from(long at) throws IOException;
  }

  private final long length;
  private final Again again;
  private Arriving in;
  private long read;
  private int left = TRIES;

  /**
   * One of a known length.
   *
   * @param first from the first byte on
   * @param again the same from another byte on, and only of the very same object
   */
  public SteadyStream(long length, Arriving first, Again again) {
    this.length = length;
    this.in = first;
    this.again = again;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int most) throws IOException {
    if (most == 0) {
      return 0;
    }
    while (read < length) {
      try {
        int got = in.read(into, from, (int) Math.min(most, length - read));
        if (got < 0) {
          throw new EOFException("ends after " + read + " of " + length + " bytes");
        }
        read += got;
        return got;
      } catch (IOException broken) {
        goOn(broken);
      }
    }
    return -1;
  }

  private void goOn(IOException broken) throws IOException {
    in.end(false);
    if (left-- == 0) {
      throw new IOException("the connection broke " + (TRIES + 1) + " times", broken);
    }
    try {
      in = again.from(read);
    } catch (IOException e) {
      e.addSuppressed(broken);
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    in.end(read == length);
  }
}
