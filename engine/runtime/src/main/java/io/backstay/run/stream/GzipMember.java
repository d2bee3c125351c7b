package io.backstay.run.stream;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Compresses a few blocks into one complete gzip member. */
final class GzipMember {
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 255};
  private static final int TRAILER = 8;

  private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
  private final CRC32 crc = new CRC32();
  private final List<ByteBuffer> full = new ArrayList<>();
  private ByteBuffer out = Blocks.take().put(HEADER);
  private int size;

  private GzipMember() {}

  /** Compresses blocks, which are given back, into new ones. */
  static List<ByteBuffer> compress(List<ByteBuffer> blocks) {
    GzipMember member = new GzipMember();
    try {
      blocks.forEach(member::add);
      return member.finished();
    } finally {
      member.deflater.end();
    }
  }

  private void add(ByteBuffer block) {
    crc.update(block.duplicate());
    size += block.remaining();
    // The deflater keeps looking at its buffer, so it gets one of its own over the same bytes.
    deflater.setInput(block.duplicate());
    while (!deflater.needsInput()) {
      deflate();
    }
    Blocks.give(block);
  }

  private List<ByteBuffer> finished() {
    deflater.finish();
    while (!deflater.finished()) {
      deflate();
    }
    if (out.remaining() < TRAILER) {
      next();
    }
    out.order(ByteOrder.LITTLE_ENDIAN).putInt((int) crc.getValue()).putInt(size);
    next();
    Blocks.give(out);
    return full;
  }

  private void deflate() {
    if (!out.hasRemaining()) {
      next();
    }
    deflater.deflate(out);
  }

  private void next() {
    full.add(out.flip());
    out = Blocks.take();
  }
}
