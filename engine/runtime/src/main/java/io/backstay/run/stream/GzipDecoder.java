package io.backstay.run.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** All members of a gzip file; it has at least one, and ends with one. */
final class GzipDecoder implements Decoder {
  private static final int MAGIC_1 = 0x1f;
  private static final int MAGIC_2 = 0x8b;
  private static final int DEFLATE = 8;
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int UNKNOWN = 0xe0;
  private static final int TIME_SYSTEM = 6;

  private final StoredBytes bytes;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private boolean inMember;
  private boolean any;

  GzipDecoder(StoredBytes bytes) {
    this.bytes = bytes;
  }

  @Override
  public boolean read(ByteBuffer into) throws IOException {
    int before = into.position();
    while (into.position() == before) {
      if (!inMember && !bytes.ready().hasRemaining()) {
        return over();
      }
      if (!inMember) {
        header();
      }
      inflate(into);
      if (inflater.finished()) {
        trailer();
      }
    }
    return true;
  }

  private boolean over() throws StreamException {
    if (!any) {
      throw bytes.damaged("is empty, which no gzip file is");
    }
    return false;
  }

  private void inflate(ByteBuffer into) throws IOException {
    ByteBuffer ready = bytes.ready();
    if (!ready.hasRemaining() && inflater.needsInput()) {
      throw cut();
    }
    int from = into.position();
    try {
      inflater.setInput(ready);
      inflater.inflate(into);
    } catch (DataFormatException e) {
      throw bytes.damaged("is damaged: " + e.getMessage()).because(e);
    }
    crc.update(into.slice(from, into.position() - from));
  }

  private void header() throws IOException {
    int flags = magic();
    for (int i = 0; i < TIME_SYSTEM; i++) {
      next();
    }
    if ((flags & EXTRA) != 0) {
      for (int left = next() | next() << 8; left > 0; left--) {
        next();
      }
    }
    skipText((flags & NAME) != 0);
    skipText((flags & COMMENT) != 0);
    if ((flags & HEADER_CRC) != 0) {
      next();
      next();
    }
    inMember = true;
  }

  private int magic() throws IOException {
    if (next() != MAGIC_1 || next() != MAGIC_2 || next() != DEFLATE) {
      throw bytes.damaged(any ? "goes on after its end" : "is not a gzip file");
    }
    int flags = next();
    if ((flags & UNKNOWN) != 0) {
      throw bytes.damaged("is damaged: a gzip header with unknown flags");
    }
    return flags;
  }

  private void skipText(boolean present) throws IOException {
    int c = present ? next() : 0;
    while (c != 0) {
      c = next();
    }
  }

  private void trailer() throws IOException {
    long size = inflater.getBytesWritten();
    if (number() != crc.getValue() || number() != (size & 0xffffffffL)) {
      throw bytes.damaged("is damaged: the checksum of a gzip member is wrong");
    }
    inflater.reset();
    crc.reset();
    inMember = false;
    any = true;
  }

  private long number() throws IOException {
    return next() | (long) next() << 8 | (long) next() << 16 | (long) next() << 24;
  }

  private int next() throws IOException {
    ByteBuffer ready = bytes.ready();
    if (!ready.hasRemaining()) {
      throw cut();
    }
    return ready.get() & 0xff;
  }

  private StreamException cut() {
    return bytes.damaged("is cut off");
  }

  @Override
  public void close() {
    inflater.end();
    bytes.close();
  }
}
