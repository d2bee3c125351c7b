package io.backstay.connectors.stores.rsync;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something in the store, as rsync lists it.
 *
 * @param type {@code -} for a file, {@code d} for a directory, {@code l} for a link
 * @param bytes its size
 * @param path below the store's directory
 */
record Entry(char type, long bytes, String path) {
  private static final Pattern LINE =
      Pattern.compile(
          "([-a-zA-Z])\\S{9,10}\\s+([\\d,.]+) \\d+/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d (.+)");
  private static final Pattern ESCAPED = Pattern.compile("\\\\#([0-7]{3})");

  /** What a line of a listing says, its bytes as characters; empty when it is no entry's. */
  static Optional<Entry> of(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      return Optional.empty();
    }
    long bytes = Long.parseLong(parts.group(2).replaceAll("[,.]", ""));
    char type = parts.group(1).charAt(0);
    return name(parts.group(3)).map(path -> new Entry(type, bytes, path));
  }

  boolean isFile() {
    return type == '-';
  }

  /** Names that are no text are nobody's keys. */
  private static Optional<String> name(String listed) {
    String bytes =
        ESCAPED
            .matcher(listed)
            .replaceAll(
                octal ->
                    Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(octal.group(1), 8))));
    try {
      ByteBuffer raw = ByteBuffer.wrap(bytes.getBytes(ISO_8859_1));
      return Optional.of(UTF_8.newDecoder().decode(raw).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
