package io.backstay.connectors.steps;

/** Compression as a plan names it. */
public enum Compression {
  /** As it is. */
  NONE,
  /** gzip, read everywhere. */
  GZIP,
  /** Zstandard: smaller and several times faster. */
  ZSTD
}
