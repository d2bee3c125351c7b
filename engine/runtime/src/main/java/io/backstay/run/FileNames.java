package io.backstay.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.zip.CRC32C;

/** File names for names that may contain anything. */
final class FileNames {
  private FileNames() {}

  /** A file name people can recognise, different for different names. */
  static String of(String name) {
    String safe = name.replaceAll("[^A-Za-z0-9._-]", "_");
    String readable = safe.substring(0, Math.min(safe.length(), 80));
    if (readable.equals(name)) {
      return name;
    }
    CRC32C sum = new CRC32C();
    sum.update(name.getBytes(UTF_8));
    return readable + String.format("~%08x", sum.getValue());
  }
}
