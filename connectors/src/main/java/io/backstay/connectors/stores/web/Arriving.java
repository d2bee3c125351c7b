package io.backstay.connectors.stores.web;

import io.backstay.connectors.stores.SteadyStream;
import java.io.IOException;

/**
 * The bytes of an object, as one answer brings them.
 *
 * @param answer of the server
 */
public record Arriving(Answer answer) implements SteadyStream.Arriving {
  private static final int PARTIAL = 206;

  /**
   * The rest of an object.
   *
   * @throws IOException when the server sends something else
   */
  public static Arriving rest(Answer answer) throws IOException {
    if (answer.status() != PARTIAL) {
      answer.close();
      throw new IOException("the server does not send what is left, but all of it");
    }
    return new Arriving(answer);
  }

  @Override
  public int read(byte[] into, int from, int most) throws IOException {
    return answer.content().read(into, from, most);
  }

  @Override
  public void end(boolean all) throws IOException {
    if (all) {
      answer.content().close();
    } else {
      answer.close(); // what nobody wants is not fetched
    }
  }
}
