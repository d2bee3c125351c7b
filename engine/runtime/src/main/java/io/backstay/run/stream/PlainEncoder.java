package io.backstay.run.stream;

import java.nio.ByteBuffer;

/** Stores bytes as they are. */
final class PlainEncoder implements Encoder {
  @Override
  public void encode(ByteBuffer block, Output output) throws InterruptedException {
    output.put(block);
  }

  @Override
  public void finish(Output output) {}

  @Override
  public void close() {}
}
