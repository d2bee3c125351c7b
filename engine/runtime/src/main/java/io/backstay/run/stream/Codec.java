package io.backstay.run.stream;

import java.util.Locale;

/** How an artifact's bytes are compressed; the ending of its name says it. */
public enum Codec {
  /** As the producer gave them. */
  NONE,
  /** Standard gzip of several members, written on all cores. */
  GZIP,
  /** Zstandard, level 3. */
  ZSTD;

  /** What a file's name promises. */
  public static Codec ofName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".zst") || lower.endsWith(".tzst")) {
      return ZSTD;
    }
    return lower.endsWith(".gz") || lower.endsWith(".tgz") ? GZIP : NONE;
  }

  Encoder encoder() {
    return switch (this) {
      case NONE -> new PlainEncoder();
      case GZIP -> new GzipEncoder();
      case ZSTD -> new ZstdEncoder();
    };
  }
}
