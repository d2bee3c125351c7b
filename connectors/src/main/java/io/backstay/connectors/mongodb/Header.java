package io.backstay.connectors.mongodb;

import io.backstay.spi.Failure;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A document of an archive that is about others: flat, and of few kinds of values.
 *
 * @param fields by name
 */
record Header(Map<String, Object> fields) {

  /** Reads one, its length included. */
  static Header of(byte[] document) {
    ByteBuffer in = ByteBuffer.wrap(document).order(ByteOrder.LITTLE_ENDIAN);
    in.getInt();
    Map<String, Object> fields = new HashMap<>();
    try {
      for (int kind = in.get(); kind != 0; kind = in.get()) {
        String name = name(in);
        fields.put(name, value(kind, in));
      }
    } catch (BufferUnderflowException e) {
      throw Failure.of("R432", "the archive is damaged: a header is not a document").because(e);
    }
    if (in.hasRemaining()) {
      throw Failure.of("R432", "the archive is damaged: a header is not a document");
    }
    return new Header(fields);
  }

  private static String name(ByteBuffer in) {
    int from = in.position();
    int to = from;
    while (in.get() != 0) {
      to++;
    }
    return text(in, from, to);
  }

  private static Object value(int kind, ByteBuffer in) {
    return switch (kind) {
      case 0x02 -> {
        int length = in.getInt();
        int from = in.position();
        if (length < 1 || length > in.remaining()) {
          throw new BufferUnderflowException();
        }
        in.position(from + length);
        yield text(in, from, in.position() - 1);
      }
      case 0x08 -> in.get() != 0;
      case 0x10 -> in.getInt();
      case 0x12 -> in.getLong();
      default -> throw Failure.of("R432", "a header of the archive has a value of kind " + kind);
    };
  }

  private static String text(ByteBuffer in, int from, int to) {
    byte[] text = new byte[to - from];
    in.get(from, text);
    return new String(text, StandardCharsets.UTF_8);
  }

  /** A text; empty when there is none of that name. */
  String text(String name) {
    return fields.get(name) instanceof String text ? text : "";
  }

  boolean is(String name) {
    return fields.get(name) instanceof Boolean is && is;
  }

  long number(String name) {
    return fields.get(name) instanceof Number number ? number.longValue() : 0;
  }
}
