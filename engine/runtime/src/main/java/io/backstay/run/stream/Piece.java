package io.backstay.run.stream;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A piece of compressed content that is being written into blocks. */
final class Piece {
  private final List<ByteBuffer> full = new ArrayList<>();
  private ByteBuffer out = Blocks.take();

  /** Turns some blocks into a piece that can be read by itself; used by several threads. */
  interface Compressor extends AutoCloseable {
    /** How many blocks make a piece. */
    int blocks();

    /** Takes plain blocks, which are given back, and gives compressed ones. */
    List<ByteBuffer> compress(List<ByteBuffer> plain);

    @Override
    void close();
  }

  /** A block with room for at least some bytes. */
  ByteBuffer room(int bytes) {
    if (out.remaining() < bytes) {
      full.add(out.flip());
      out = Blocks.take();
    }
    return out;
  }

  /** All of it. */
  List<ByteBuffer> finished() {
    if (out.position() > 0) {
      full.add(out.flip());
    } else {
      Blocks.give(out);
    }
    return full;
  }
}
