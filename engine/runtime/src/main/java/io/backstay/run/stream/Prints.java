package io.backstay.run.stream;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A set of texts of which only their prints are kept, half a SHA-256 each: what a set of millions
 * of names would take is too much, and two texts with one print will not be found.
 */
final class Prints {
  private static final int FIRST = 1 << 10;

  private long[] table = new long[2 * FIRST];
  private int size;

  /** Adds a text; false when it was there. */
  boolean add(String text) {
    if (3 * size >= table.length) {
      grow();
    }
    ByteBuffer print = print(text);
    return put(print.getLong(), print.getLong());
  }

  boolean contains(String text) {
    ByteBuffer print = print(text);
    long high = print.getLong();
    return table[place(high, print.getLong())] == high;
  }

  private boolean put(long high, long low) {
    int at = place(high, low);
    if (table[at] == high) {
      return false;
    }
    table[at] = high;
    table[at + 1] = low;
    size++;
    return true;
  }

  /** Where a print is, or would be. */
  private int place(long high, long low) {
    int mask = table.length - 2;
    int at = (int) (low << 1) & mask;
    while (table[at] != 0 && (table[at] != high || table[at + 1] != low)) {
      at = (at + 2) & mask;
    }
    return at;
  }

  private void grow() {
    long[] before = table;
    table = new long[2 * before.length];
    size = 0;
    for (int at = 0; at < before.length; at += 2) {
      if (before[at] != 0) {
        put(before[at], before[at + 1]);
      }
    }
  }

  private static ByteBuffer print(String text) {
    byte[] chars = new byte[2 * text.length()];
    // Names may hold lone surrogates, which no encoding keeps apart.
    ByteBuffer.wrap(chars).asCharBuffer().put(text);
    try {
      ByteBuffer print = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(chars));
      // A first half of zero marks a free place.
      return print.getLong(0) == 0 ? print.putLong(0, 1) : print;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
