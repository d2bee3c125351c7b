package io.backstay.run.stream;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * File names are bytes; here they are strings that lose none of them. UTF-8 is decoded; a byte that
 * is not UTF-8 becomes the lone surrogate U+DC80 … U+DCFF, which no valid text contains, and turns
 * into the same byte again.
 */
final class RawName {
  private static final int ESCAPE = 0xDC00;
  private static final boolean UTF8_NAMES =
      "UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding"));

  private RawName() {}

  static String decode(byte[] bytes) {
    return ascii(bytes)
        ? new String(bytes, StandardCharsets.ISO_8859_1)
        : decoded(ByteBuffer.wrap(bytes));
  }

  private static boolean ascii(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }

  static boolean ascii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static String decoded(ByteBuffer in) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer out = CharBuffer.allocate(in.remaining());
    for (CoderResult result = decoder.decode(in, out, true);
        result.isError();
        result = decoder.decode(in, out, true)) {
      for (int i = result.length(); i > 0; i--) {
        out.put((char) (ESCAPE | (in.get() & 0xff)));
      }
    }
    return out.flip().toString();
  }

  static byte[] encode(String name) {
    if (!escaped(name)) {
      return name.getBytes(StandardCharsets.UTF_8);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    name.codePoints()
        .forEach(
            c -> {
              byte[] some =
                  isEscape(c)
                      ? new byte[] {(byte) c}
                      : Character.toString(c).getBytes(StandardCharsets.UTF_8);
              bytes.writeBytes(some);
            });
    return bytes.toByteArray();
  }

  /** Whether a name holds bytes that are not UTF-8. */
  static boolean escaped(String name) {
    return !ascii(name) && name.codePoints().anyMatch(RawName::isEscape);
  }

  private static boolean isEscape(int codePoint) {
    return codePoint >= ESCAPE + 0x80 && codePoint <= ESCAPE + 0xff;
  }

  /** The whole of a path, byte for byte, whatever the locale of this process makes of them. */
  static String of(Path path) {
    String text = path.toString();
    if (ascii(text)) {
      return text;
    }
    // Only a URI shows the bytes of a path that the locale's encoding cannot decode.
    return UTF8_NAMES && text.indexOf('\uFFFD') < 0 ? text : decode(bytesOf(path));
  }

  private static byte[] bytesOf(Path path) {
    Path root = Path.of("/");
    // The number makes a name that does not exist, so that nothing is looked up.
    URI uri = root.resolve("proc/0").resolve(relative(path)).toUri();
    byte[] all = unescaped(uri.getRawPath().substring("/proc/0/".length()));
    return path.isAbsolute() ? prefixed(all) : all;
  }

  private static Path relative(Path path) {
    Path root = path.getRoot();
    return root == null ? path : root.relativize(path);
  }

  private static byte[] prefixed(byte[] rest) {
    return ByteBuffer.allocate(rest.length + 1).put((byte) '/').put(rest).array();
  }

  private static byte[] unescaped(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    return bytes.toByteArray();
  }

  /** The relative path of a name; the inverse of {@link #of}. */
  static Path toPath(String name) {
    if (ascii(name) || (UTF8_NAMES && !escaped(name))) {
      return Path.of(name);
    }
    StringBuilder uri = new StringBuilder("file:///");
    for (byte b : encode(name)) {
      uri.append(b == '/' ? "/" : "%" + HexFormat.of().toHexDigits(b));
    }
    return Path.of("/").relativize(Path.of(URI.create(uri.toString())));
  }

  /** For people: one line, whatever the name contains. */
  static String shown(String name) {
    StringBuilder shown = new StringBuilder("`");
    name.codePoints()
        .forEach(
            c -> {
              if (isEscape(c)) {
                shown.append("\\x").append(HexFormat.of().toHexDigits((byte) c));
              } else if (Character.isISOControl(c) || reorders(c)) {
                shown.append("\\u%04x".formatted(c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    return shown.append('`').toString();
  }

  /** Invisible, and able to make what stands around it look like something else. */
  private static boolean reorders(int c) {
    int type = Character.getType(c);
    return type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
