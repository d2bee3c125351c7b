package io.backstay.run.stream;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Makes a gzip member of each megabyte. */
final class GzipMembers implements Piece.Compressor {
  private static final int BLOCKS = 8;
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 255};
  private static final int TRAILER = 8;

  @Override
  public int blocks() {
    return BLOCKS;
  }

  @Override
  public List<ByteBuffer> compress(List<ByteBuffer> plain) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try {
      return compress(plain, deflater);
    } finally {
      deflater.end();
    }
  }

  private static List<ByteBuffer> compress(List<ByteBuffer> plain, Deflater deflater) {
    Piece piece = new Piece();
    piece.room(HEADER.length).put(HEADER);
    CRC32 crc = new CRC32();
    int size = 0;
    for (ByteBuffer block : plain) {
      crc.update(block.duplicate());
      size += block.remaining();
      // The deflater keeps looking at its buffer, so it gets one of its own over the same bytes.
      deflater.setInput(block.duplicate());
      while (!deflater.needsInput()) {
        deflater.deflate(piece.room(1));
      }
      Blocks.give(block);
    }
    deflater.finish();
    while (!deflater.finished()) {
      deflater.deflate(piece.room(1));
    }
    ByteBuffer trailer = piece.room(TRAILER).order(ByteOrder.LITTLE_ENDIAN);
    trailer.putInt((int) crc.getValue()).putInt(size);
    return piece.finished();
  }

  @Override
  public void close() {}
}
