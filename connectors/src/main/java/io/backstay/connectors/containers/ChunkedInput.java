package io.backstay.connectors.containers;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The body of a chunked answer; it ends with the last chunk, and any other end is an error. */
final class ChunkedInput extends InputStream {

  private final ChannelInput in;
  private long left;
  private boolean begun;
  private boolean ended;

  ChunkedInput(ChannelInput in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (left == 0 && !nextChunk()) {
      return -1;
    }
    int count = in.read(into, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw new EOFException("the connection ended before the last chunk");
    }
    left -= count;
    return count;
  }

  private boolean nextChunk() throws IOException {
    if (ended) {
      return false;
    }
    if (begun && !in.line().isEmpty()) {
      throw new IOException("a chunk is longer than it said");
    }
    begun = true;
    left = size(in.line());
    if (left == 0) {
      readTrailer();
      ended = true;
    }
    return !ended;
  }

  private static long size(String line) throws IOException {
    int extension = line.indexOf(';');
    String digits = extension < 0 ? line : line.substring(0, extension);
    try {
      return Long.parseUnsignedLong(digits.strip(), 16);
    } catch (NumberFormatException e) {
      throw new IOException("'" + digits + "' is not the size of a chunk", e);
    }
  }

  private void readTrailer() throws IOException {
    String line = in.line();
    while (!line.isEmpty()) {
      line = in.line();
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
