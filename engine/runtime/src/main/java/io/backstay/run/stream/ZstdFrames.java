package io.backstay.run.stream;

import com.github.luben.zstd.EndDirective;
import com.github.luben.zstd.ZstdCompressCtx;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Makes a Zstandard frame, with a checksum, of each four megabytes. That costs one percent of size
 * against a single frame, and saves a tenth of the time and a third of the memory that the
 * library's own threads take.
 */
final class ZstdFrames implements Piece.Compressor {
  private static final int LEVEL = 3;
  private static final int BLOCKS = 32;
  private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

  /** Each has finished its frame and starts the next; one is some megabytes of native memory. */
  private final Queue<ZstdCompressCtx> contexts = new ConcurrentLinkedQueue<>();

  @Override
  public int blocks() {
    return BLOCKS;
  }

  @Override
  public List<ByteBuffer> compress(List<ByteBuffer> plain) {
    ZstdCompressCtx context = context();
    Piece piece = new Piece();
    for (ByteBuffer block : plain) {
      while (block.hasRemaining()) {
        context.compressDirectByteBufferStream(piece.room(1), block, EndDirective.CONTINUE);
      }
      Blocks.give(block);
    }
    boolean done = false;
    while (!done) {
      done =
          context.compressDirectByteBufferStream(
              piece.room(1), NOTHING.duplicate(), EndDirective.END);
    }
    contexts.add(context);
    return piece.finished();
  }

  private ZstdCompressCtx context() {
    ZstdCompressCtx used = contexts.poll();
    return used == null ? new ZstdCompressCtx().setLevel(LEVEL).setChecksum(true) : used;
  }

  @Override
  public void close() {
    contexts.forEach(ZstdCompressCtx::close);
  }
}
