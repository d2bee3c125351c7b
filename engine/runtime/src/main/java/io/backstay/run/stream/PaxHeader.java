package io.backstay.run.stream;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Extended records that say more about the next member than its header can. */
final class PaxHeader {
  private final Map<String, byte[]> values = new LinkedHashMap<>();

  /** Offsets and lengths of a sparse file's data in the oldest of three notations. */
  private final List<Long> sparse = new ArrayList<>();

  PaxHeader() {}

  /** Records that hold for all members until others replace them. */
  PaxHeader(PaxHeader common) {
    values.putAll(common.values);
  }

  /**
   * Adds records; an empty value takes one away.
   *
   * @throws IllegalArgumentException when they are no records
   */
  void add(byte[] records) {
    int at = 0;
    while (at < records.length) {
      int space = indexOf(records, ' ', at);
      int length = Integer.parseInt(ascii(records, at, space));
      int end = Math.addExact(at, length);
      int equals = indexOf(records, '=', space);
      if (length <= 0 || end > records.length || equals >= end || records[end - 1] != '\n') {
        throw new IllegalArgumentException("a record that does not end where it says");
      }
      put(ascii(records, space + 1, equals), Arrays.copyOfRange(records, equals + 1, end - 1));
      at = end;
    }
  }

  private void put(String key, byte[] value) {
    if (key.equals("GNU.sparse.offset") || key.equals("GNU.sparse.numbytes")) {
      sparse.add(Long.parseLong(new String(value, StandardCharsets.US_ASCII)));
    } else if (value.length == 0) {
      values.remove(key);
    } else {
      values.put(key, value);
    }
  }

  private static int indexOf(byte[] bytes, char wanted, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    throw new IllegalArgumentException("a record without `" + wanted + "`");
  }

  private static String ascii(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
  }

  void set(String key, byte[] value) {
    values.put(key, value);
  }

  String name(String key, String otherwise) {
    byte[] value = values.get(key);
    return value == null ? otherwise : RawName.decode(value);
  }

  @Nullable String text(String key) {
    byte[] value = values.get(key);
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  /**
   * A number.
   *
   * @throws NumberFormatException when it is none
   */
  long number(String key, long otherwise) {
    String text = text(key);
    return text == null ? otherwise : Long.parseLong(text);
  }

  List<Long> sparse() {
    return List.copyOf(sparse);
  }

  /** Whether extended attributes or access lists are among the records. */
  boolean hasAttributes() {
    return values.keySet().stream()
        .anyMatch(k -> k.startsWith("SCHILY.") || k.startsWith("LIBARCHIVE."));
  }
}
