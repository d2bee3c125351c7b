package io.backstay.run.stream;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes stored as they are. */
final class PlainDecoder implements Decoder {
  private final StoredBytes bytes;

  PlainDecoder(StoredBytes bytes) {
    this.bytes = bytes;
  }

  @Override
  public boolean read(ByteBuffer into) throws IOException {
    ByteBuffer ready = bytes.ready();
    int some = Math.min(ready.remaining(), into.remaining());
    into.put(ready.slice(ready.position(), some));
    ready.position(ready.position() + some);
    return some > 0;
  }

  @Override
  public void close() {
    bytes.close();
  }
}
