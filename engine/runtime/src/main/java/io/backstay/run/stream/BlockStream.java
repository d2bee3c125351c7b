package io.backstay.run.stream;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Hands bytes on in blocks, for those who write streams. */
final class BlockStream extends OutputStream {
  private final BlockOutput blocks;

  BlockStream(BlockOutput blocks) {
    this.blocks = blocks;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      blocks.write(ByteBuffer.wrap(bytes, offset, length));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException stopped = new InterruptedIOException("the pipeline has ended");
      stopped.initCause(e);
      throw stopped;
    }
  }
}
