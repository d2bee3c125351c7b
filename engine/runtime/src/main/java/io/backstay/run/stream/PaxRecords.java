package io.backstay.run.stream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Extended header records: {@code length key=value}, the length counting itself. */
final class PaxRecords {
  private final ByteArrayOutputStream records = new ByteArrayOutputStream();

  void add(String key, String value) {
    add(key, value.getBytes(StandardCharsets.UTF_8));
  }

  void add(String key, byte[] value) {
    int rest = 1 + key.length() + 1 + value.length + 1;
    int length = rest + digits(rest);
    length = rest + digits(length);
    records.writeBytes((length + " " + key + "=").getBytes(StandardCharsets.US_ASCII));
    records.writeBytes(value);
    records.write('\n');
  }

  void addIfLarge(String key, long value, long largest) {
    if (value > largest) {
      add(key, Long.toString(value));
    }
  }

  byte[] bytes() {
    return records.toByteArray();
  }

  private static int digits(int number) {
    return Integer.toString(number).length();
  }

  static boolean ascii(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }
}
