package io.backstay.run.stream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Plain content for those who read streams. */
final class PlainStream extends InputStream {
  private final Decoder decoder;
  private final ByteBuffer block = Blocks.take().limit(0);
  private boolean closed;

  PlainStream(Decoder decoder) {
    this.decoder = decoder;
  }

  @Override
  public int read() throws IOException {
    return more() ? block.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!more()) {
      return -1;
    }
    int some = Math.min(length, block.remaining());
    block.get(bytes, offset, some);
    return some;
  }

  @Override
  public int available() {
    return block.remaining();
  }

  private boolean more() throws IOException {
    if (closed) {
      throw new IOException("the stream is closed");
    }
    if (block.hasRemaining()) {
      return true;
    }
    boolean any = decoder.read(block.clear());
    block.flip();
    return any;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      decoder.close();
      Blocks.give(block);
    }
  }
}
