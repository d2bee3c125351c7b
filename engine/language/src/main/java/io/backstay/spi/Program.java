package io.backstay.spi;

import java.io.InputStream;
import java.io.OutputStream;

/** A started program. */
public interface Program extends AutoCloseable {
  /** Its standard output. */
  InputStream output();

  /** Its standard input; closing it is the end of input. */
  OutputStream input();

  /** Waits for the end; standard output must have been read, or it is drained. */
  Exit await();

  /** Ends it and everything it started, finished or not; never throws. */
  @Override
  void close();

  /**
   * How a program ended.
   *
   * @param code exit code; 128 + signal number when a signal ended it
   * @param stderr the last 64 KiB of standard error
   */
  record Exit(int code, String stderr) {
    /** Whether it exited with 0. */
    public boolean ok() {
      return code == 0;
    }
  }
}
