package io.backstay.run.stream;

import java.nio.charset.StandardCharsets;

/** Keeps the last bytes of a stream. */
final class Tail {
  private final byte[] ring;
  private long total;

  Tail(int size) {
    ring = new byte[size];
  }

  synchronized void add(byte[] bytes, int length) {
    for (int i = Math.max(0, length - ring.length); i < length; i++) {
      ring[(int) ((total + i) % ring.length)] = bytes[i];
    }
    total += length;
  }

  synchronized String text() {
    int size = (int) Math.min(total, ring.length);
    byte[] last = new byte[size];
    for (int i = 0; i < size; i++) {
      last[i] = ring[(int) ((total - size + i) % ring.length)];
    }
    return new String(last, StandardCharsets.UTF_8);
  }
}
