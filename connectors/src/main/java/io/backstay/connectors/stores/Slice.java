package io.backstay.connectors.stores;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;

/**
 * A part of a file, or all of it.
 *
 * @param file which
 * @param from its first byte
 * @param bytes its length
 */
public record Slice(Path file, long from, long bytes) {
  private static final int BUFFER = 1 << 16;

  /** Its bytes, so many and no more; fewer are an error, and so is going on when cancelled. */
  public InputStream open(BooleanSupplier cancelled) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    channel.position(from);
    return new BufferedInputStream(
        new Bounded(Channels.newInputStream(channel), bytes, cancelled), BUFFER);
  }

  private static final class Bounded extends InputStream {
    private final InputStream in;
    private final BooleanSupplier cancelled;
    private long left;

    Bounded(InputStream in, long bytes, BooleanSupplier cancelled) {
      this.in = in;
      this.left = bytes;
      this.cancelled = cancelled;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int at, int most) throws IOException {
      if (cancelled.getAsBoolean()) {
        throw new IOException("cancelled");
      }
      if (left == 0) {
        return -1;
      }
      int got = in.read(into, at, (int) Math.min(most, left));
      if (got < 0) {
        throw new EOFException("the file has become shorter");
      }
      left -= got;
      return got;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
