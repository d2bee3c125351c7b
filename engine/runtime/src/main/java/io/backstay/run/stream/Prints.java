package io.backstay.run.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A set of texts of which only their prints are kept, half a SHA-256 each: what a set of millions
 * of names would take is too much, and two texts with one print will not be found.
 */
final class Prints {
  private static final int FIRST = 1 << 10;

  /** Never fed, only copied: to look one up takes longer than to digest a name. */
  private static final MessageDigest SHA256 = sha256();

  private long[] table = new long[2 * FIRST];
  private int size;

  /** Adds a text; false when it was there. */
  boolean add(String text) {
    if (3 * size >= table.length) {
      grow();
    }
    ByteBuffer print = of(text);
    return put(print.getLong(), print.getLong());
  }

  boolean contains(String text) {
    ByteBuffer print = of(text);
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

  /** The print of a text; its first half is never zero. */
  static ByteBuffer of(String text) {
    try {
      MessageDigest digest = (MessageDigest) SHA256.clone();
      ByteBuffer print = ByteBuffer.wrap(digest.digest(bytes(text)));
      // A first half of zero marks a free place.
      return print.getLong(0) == 0 ? print.putLong(0, 1) : print;
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Different ones for different texts. */
  private static byte[] bytes(String text) {
    if (RawName.ascii(text)) {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
    // Names may hold lone surrogates, which no encoding keeps apart.
    ByteBuffer chars = ByteBuffer.allocate(1 + 2 * text.length()).put((byte) -1);
    chars.asCharBuffer().put(text);
    return chars.array();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
