package io.backstay.connectors.containers;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The last 64 KiB of what was added. */
final class Tail {

  private static final int KEPT = 64 * 1024;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  synchronized void add(byte[] more) {
    bytes.write(more, 0, more.length);
    if (bytes.size() > 2 * KEPT) {
      byte[] kept = kept();
      bytes.reset();
      bytes.write(kept, 0, kept.length);
    }
  }

  synchronized String text() {
    return new String(kept(), StandardCharsets.UTF_8);
  }

  private byte[] kept() {
    byte[] all = bytes.toByteArray();
    return Arrays.copyOfRange(all, Math.max(0, all.length - KEPT), all.length);
  }
}
