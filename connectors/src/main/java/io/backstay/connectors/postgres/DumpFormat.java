package io.backstay.connectors.postgres;

/** Formats of dumps, in pg_dump's words. */
final class DumpFormat {
  /** One compressed archive with a table of contents, read by pg_restore. */
  static final String CUSTOM = "custom";

  /** An SQL script, read by psql. */
  static final String PLAIN = "plain";

  private DumpFormat() {}
}
