package io.backstay.run.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The part of a pipeline that encrypts, and knows what it was given. */
final class Sealer {
  private final Envelope envelope;
  private final BlockQueue packed;
  private final BlockQueue stored;
  private final Digest digest = Digest.sha256();
  private final byte[] chunk = new byte[Blocks.SIZE];

  /**
   * Encrypts from one queue to another.
   *
   * @param packed compressed blocks
   * @param stored encrypted ones
   */
  Sealer(Envelope envelope, BlockQueue packed, BlockQueue stored) {
    this.envelope = envelope;
    this.packed = packed;
    this.stored = stored;
  }

  /** To the end, or until the pipeline ends. */
  void run() throws IOException, InterruptedException {
    BlockOutput output = new BlockOutput(stored, bytes -> {});
    try (Envelope.Letter letter = envelope.begin(new BlockStream(output))) {
      for (@Nullable ByteBuffer block = packed.take(); block != null; block = packed.take()) {
        digest.update(block);
        write(block, letter.content());
        Blocks.give(block);
      }
      letter.shut();
    }
    output.finish();
  }

  private void write(ByteBuffer block, OutputStream to) throws IOException {
    while (block.hasRemaining()) {
      int length = Math.min(block.remaining(), chunk.length);
      block.get(chunk, 0, length);
      to.write(chunk, 0, length);
    }
  }

  /** What was encrypted; after the end. */
  Stored.Packed content() {
    long size = digest.size();
    return new Stored.Packed(size, digest.hex());
  }
}
