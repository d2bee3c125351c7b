package io.backstay.run.stream;

import java.util.Locale;

/** How an artifact's bytes are compressed; the ending of its name says it. */
public enum Codec {
  /** As the producer gave them. */
  NONE,
  /** Standard gzip of several members, written on all cores. */
  GZIP,
  /** Zstandard of several frames, level 3, written on up to four cores. */
  ZSTD;

  private static final int MOST_THREADS = 16;

  /** More would only wait for the disk, and each takes some megabytes. */
  private static final int MOST_ZSTD_THREADS = 4;

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
      case GZIP -> new ParallelEncoder(new GzipMembers(), MOST_THREADS);
      case ZSTD -> new ParallelEncoder(new ZstdFrames(), MOST_ZSTD_THREADS);
    };
  }
}
