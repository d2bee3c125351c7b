package io.backstay.run.stream;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Turns plain blocks into stored blocks. */
interface Encoder extends AutoCloseable {
  /** Where stored blocks go; whoever calls it gives the block away. */
  interface Output {
    void put(ByteBuffer block) throws InterruptedException;
  }

  /** Takes a block, which the encoder now owns. */
  void encode(ByteBuffer block, Output output) throws IOException, InterruptedException;

  /** Puts out all that is still inside. */
  void finish(Output output) throws IOException, InterruptedException;

  /** Releases threads and memory, finished or not. */
  @Override
  void close();
}
