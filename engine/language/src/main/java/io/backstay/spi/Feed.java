package io.backstay.spi;

import java.io.IOException;
import java.io.InputStream;

/** Bytes and the proof that they were all of them. */
public interface Feed extends AutoCloseable {
  /** The bytes; end of stream alone proves nothing. */
  InputStream bytes() throws IOException;

  /**
   * Called after the last byte was read: waits for the producer and judges it (exit status, end
   * marker, table of contents).
   *
   * @return what was learnt on the way, for the manifest
   * @throws Failure when the bytes are not complete
   */
  Facts finish();

  /** Ends the producer, finished or not; never throws. */
  @Override
  void close();
}
