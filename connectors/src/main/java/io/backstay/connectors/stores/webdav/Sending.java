package io.backstay.connectors.stores.webdav;

import io.backstay.connectors.stores.KeyNames;
import io.backstay.connectors.stores.web.Ask;
import io.backstay.connectors.stores.web.RefusedException;
import java.io.Closeable;
import java.io.IOException;
import java.util.UUID;

/** Something on its way to a key, under a name of its own until it has arrived. */
final class Sending implements Closeable {
  private final Dav dav;
  private final String path;
  private final Ask.Body body;
  private boolean waiting;

  /**
   * One that has not been sent yet.
   *
   * @param staging the collection it is sent to
   */
  Sending(Dav dav, String staging, String key, Ask.Body body) {
    this.dav = dav;
    this.path = staging + KeyNames.mark(key) + UUID.randomUUID() + ".tmp";
    this.body = body;
  }

  /** Sends it, and gives it its name; false when something else has that. */
  boolean put(String target) throws IOException {
    waiting = true;
    dav.send(path, body);
    demandWhole(path);
    try {
      dav.move(path, target);
    } catch (RefusedException e) {
      if (dav.find(target).isPresent()) {
        return false;
      }
      throw e;
    }
    waiting = false;
    demandWhole(target);
    return true;
  }

  /**
   * Sends it in the place of what is there. Apache does that in one step; moving something there
   * would delete first what is there.
   */
  void replace(String target) throws IOException {
    dav.send(target, body);
    demandWhole(target);
  }

  private void demandWhole(String where) throws IOException {
    long arrived = dav.find(where).map(Dav.Member::bytes).orElse(0L);
    if (arrived != body.bytes()) {
      throw new IOException(arrived + " of " + body.bytes() + " bytes have arrived");
    }
  }

  /** Removes what did not arrive; what cannot be removed now goes with its key. */
  @Override
  public void close() {
    if (!waiting) {
      return;
    }
    try {
      dav.delete(path);
    } catch (IOException e) {
      // The connection is gone.
    }
  }
}
