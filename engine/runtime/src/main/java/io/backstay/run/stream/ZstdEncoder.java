package io.backstay.run.stream;

import com.github.luben.zstd.EndDirective;
import com.github.luben.zstd.ZstdCompressCtx;
import java.nio.ByteBuffer;

/** One Zstandard frame with a checksum of its content, compressed by native threads. */
final class ZstdEncoder implements Encoder {
  private static final int LEVEL = 3;

  /** Each worker costs some 35 MiB of native memory; more than four do not pay at this level. */
  private static final int MOST_WORKERS = 4;

  private final ZstdCompressCtx context =
      new ZstdCompressCtx()
          .setLevel(LEVEL)
          .setChecksum(true)
          .setWorkers(Math.min(MOST_WORKERS, Runtime.getRuntime().availableProcessors()));
  private ByteBuffer out = Blocks.take();

  @Override
  public void encode(ByteBuffer block, Output output) throws InterruptedException {
    while (block.hasRemaining()) {
      context.compressDirectByteBufferStream(out, block, EndDirective.CONTINUE);
      if (!out.hasRemaining()) {
        hand(output);
      }
    }
    Blocks.give(block);
  }

  @Override
  public void finish(Output output) throws InterruptedException {
    ByteBuffer nothing = ByteBuffer.allocateDirect(0);
    boolean done = false;
    while (!done) {
      done = context.compressDirectByteBufferStream(out, nothing, EndDirective.END);
      hand(output);
    }
  }

  private void hand(Output output) throws InterruptedException {
    ByteBuffer full = out.flip();
    out = Blocks.take();
    if (full.hasRemaining()) {
      output.put(full);
    } else {
      Blocks.give(full);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
