package io.backstay.run.stream;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Turns stored bytes into plain ones. */
interface Decoder extends AutoCloseable {
  /**
   * Puts plain bytes into a direct buffer with room.
   *
   * @return false when there are no more, and all that was read was right
   * @throws StreamException when the file is damaged, cut off, or longer than it has to be
   */
  boolean read(ByteBuffer into) throws IOException;

  @Override
  void close();
}
