package io.backstay.run.stream;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** All frames of a Zstandard file; it has at least one, and ends with one. */
final class ZstdDecoder implements Decoder {
  private final StoredBytes bytes;
  private final ZstdDecompressCtx context = new ZstdDecompressCtx();
  private boolean between = true;
  private boolean any;

  ZstdDecoder(StoredBytes bytes) {
    this.bytes = bytes;
  }

  @Override
  public boolean read(ByteBuffer into) throws IOException {
    int before = into.position();
    while (into.position() == before) {
      ByteBuffer ready = bytes.ready();
      if (!ready.hasRemaining() && between) {
        return over();
      }
      decode(ready, into, !ready.hasRemaining());
    }
    return true;
  }

  private boolean over() throws StreamException {
    if (!any) {
      throw bytes.damaged("is empty, which no Zstandard file is");
    }
    return false;
  }

  private void decode(ByteBuffer ready, ByteBuffer into, boolean last) throws StreamException {
    int before = into.position();
    try {
      between = context.decompressDirectByteBufferStream(into, ready);
      any |= between;
    } catch (ZstdException e) {
      throw bytes.damaged("is damaged: " + e.getMessage()).because(e);
    }
    if (last && !between && into.position() == before) {
      throw bytes.damaged("is cut off");
    }
  }

  @Override
  public void close() {
    context.close();
    bytes.close();
  }
}
