package io.backstay.connectors.redis;

import io.backstay.spi.Failure;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads lengths and texts as they are written in a snapshot. */
final class Encoded {
  private static final int NUMBER_8 = 0;
  private static final int NUMBER_16 = 1;
  private static final int NUMBER_32 = 2;
  private static final int COMPRESSED = 3;

  private final ByteBuffer bytes;

  Encoded(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  long length() {
    return length(bytes.get() & 0xff);
  }

  private long length(int first) {
    return switch (first >> 6) {
      case 0 -> first;
      case 1 -> ((first & 0x3f) << 8) | (bytes.get() & 0xff);
      default -> first == 0x80 ? bytes.getInt() & 0xffffffffL : bytes.getLong();
    };
  }

  byte[] text() {
    int first = bytes.get() & 0xff;
    return switch (first - 0xc0) {
      case NUMBER_8 -> decimal(bytes.get());
      case NUMBER_16 -> decimal(Short.reverseBytes(bytes.getShort()));
      case NUMBER_32 -> decimal(Integer.reverseBytes(bytes.getInt()));
      case COMPRESSED -> {
        byte[] compressed = new byte[Math.toIntExact(length())];
        byte[] plain = new byte[Math.toIntExact(length())];
        bytes.get(compressed);
        yield decompressed(compressed, plain);
      }
      default -> {
        byte[] text = new byte[Math.toIntExact(length(first))];
        bytes.get(text);
        yield text;
      }
    };
  }

  private static byte[] decimal(int number) {
    return String.valueOf(number).getBytes(StandardCharsets.US_ASCII);
  }

  // LZF: a few bytes as they are, or a stretch of those before.
  private static byte[] decompressed(byte[] from, byte[] into) {
    int in = 0;
    int out = 0;
    try {
      while (in < from.length) {
        int control = from[in++] & 0xff;
        int count = control >> 5;
        if (count == 0) {
          System.arraycopy(from, in, into, out, control + 1);
          in += control + 1;
          out += control + 1;
          continue;
        }
        count += count == 7 ? from[in++] & 0xff : 0;
        int back = out - (((control & 0x1f) << 8) | (from[in++] & 0xff)) - 1;
        for (int end = out + count + 2; out < end; out++) {
          into[out] = into[back++];
        }
      }
    } catch (IndexOutOfBoundsException e) {
      throw broken().because(e);
    }
    if (out != into.length) {
      throw broken();
    }
    return into;
  }

  private static Failure broken() {
    return Failure.of("R432", "the snapshot holds a compressed key that cannot be read");
  }

  /** A moment, in milliseconds. */
  static long moment(int kind, byte[] bytes) {
    ByteBuffer moment = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return kind == Kinds.EXPIRES_MILLIS ? moment.getLong() : moment.getInt() * 1000L;
  }
}
