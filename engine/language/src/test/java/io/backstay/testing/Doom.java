package io.backstay.testing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Strikes a server once, some time after somebody has asked it for something. */
final class Doom {
  private final String question;
  private final Runnable strike;
  private long left;
  private boolean asked;
  private boolean struck;

  /**
   * A strike.
   *
   * @param question what the server is asked for
   * @param bytes how many pass after that, in either direction
   */
  Doom(String question, long bytes, Runnable strike) {
    this.question = question;
    this.left = bytes;
    this.strike = strike;
  }

  /** These bytes have passed. */
  void passed(ByteBuffer bytes, boolean toServer) {
    if (isNow(bytes, toServer)) {
      strike.run();
    }
  }

  private synchronized boolean isNow(ByteBuffer bytes, boolean toServer) {
    if (asked) {
      left -= bytes.remaining();
    } else {
      asked = toServer && StandardCharsets.ISO_8859_1.decode(bytes).toString().contains(question);
    }
    boolean now = asked && left <= 0 && !struck;
    struck |= now;
    return now;
  }
}
