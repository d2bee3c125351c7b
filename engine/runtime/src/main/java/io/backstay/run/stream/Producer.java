package io.backstay.run.stream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Where plain bytes come from. */
public interface Producer {
  /**
   * Puts out all bytes and returns only when they are known to be complete.
   *
   * @throws IOException when they are not
   * @throws InterruptedException when the pipeline has ended meanwhile
   */
  void produce(BlockOutput output) throws IOException, InterruptedException;

  /**
   * Whether it lists each part of the content with a digest of its own; then one of the whole says
   * nothing more, and is not taken.
   */
  default boolean listed() {
    return false;
  }

  /** All bytes are safely on disk: what was collected beside them may be published. */
  default void stored() throws IOException {}

  /** Makes {@link #produce} end soon; called from another thread, when the pipeline has failed. */
  default void abort() {}

  /** Removes what was collected beside the bytes; the last call when the pipeline has failed. */
  default void failed() {}

  /**
   * All bytes of a stream. Its end is taken for the end of the content, so whoever can tell more
   * checks that afterwards.
   */
  static Producer of(InputStream stream) {
    return new Producer() {
      @Override
      public void produce(BlockOutput output) throws IOException, InterruptedException {
        byte[] buffer = new byte[Blocks.SIZE];
        for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
          output.write(ByteBuffer.wrap(buffer, 0, n));
        }
      }

      @Override
      public void abort() {
        Closing.quietly(stream);
      }
    };
  }
}
