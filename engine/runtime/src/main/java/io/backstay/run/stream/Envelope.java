package io.backstay.run.stream;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** Encrypts what a pipeline has compressed, on its way to the file. */
public interface Envelope {
  /**
   * Begins.
   *
   * @param stored takes encrypted bytes, from one thread at a time
   */
  Letter begin(OutputStream stored) throws IOException;

  /** What goes into it, until it is shut. */
  interface Letter extends Closeable {
    /** Takes the bytes. */
    OutputStream content();

    /**
     * Returns when all encrypted bytes were handed on.
     *
     * @throws IOException when they were not
     */
    void shut() throws IOException;

    /** Lets go of everything, shut or not. */
    @Override
    void close();
  }
}
