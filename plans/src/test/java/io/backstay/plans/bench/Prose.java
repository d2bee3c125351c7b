package io.backstay.plans.bench;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * Text that compresses like what people write: words of a vocabulary, few of them often. The same
 * every time.
 */
final class Prose {
  private static final int WORDS = 6000;
  private static final int SIZE = 48 << 20;

  private final byte[] text = new byte[SIZE];
  private final SplittableRandom random;

  Prose(long seed) {
    random = new SplittableRandom(seed);
    byte[][] vocabulary = new byte[WORDS][];
    for (int i = 0; i < WORDS; i++) {
      vocabulary[i] = word();
    }
    for (int at = 0; at < SIZE; ) {
      byte[] word = vocabulary[(int) (WORDS * Math.pow(random.nextDouble(), 3))];
      int length = Math.min(word.length, SIZE - at);
      System.arraycopy(word, 0, text, at, length);
      at += length;
    }
  }

  private byte[] word() {
    byte[] word = new byte[3 + random.nextInt(9)];
    for (int i = 0; i < word.length - 1; i++) {
      word[i] = (byte) ('a' + random.nextInt(26));
    }
    word[word.length - 1] = (byte) (random.nextInt(12) == 0 ? '\n' : ' ');
    return word;
  }

  /** So many bytes from anywhere in it. */
  ByteBuffer some(int length) {
    return ByteBuffer.wrap(text, random.nextInt(SIZE - length), length);
  }

  /** A number below a bound, from the same source. */
  int number(int bound) {
    return random.nextInt(bound);
  }

  double fraction() {
    return random.nextDouble();
  }

  /** Bytes nobody can compress. */
  ByteBuffer noise(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }
}
