package io.backstay.connectors.postgres;

/** Reads a dump while it passes, and knows at its end whether it was one, and all of it. */
sealed interface DumpScanner permits ArchiveScanner, ScriptScanner {

  /** Takes the next bytes. */
  void accept(byte[] bytes, int from, int to);

  /**
   * Called at the end of the bytes.
   *
   * @throws io.backstay.spi.Failure when they are not a whole dump
   */
  Toc finish();

  /** For a format by its name. */
  static DumpScanner of(String format) {
    return format.equals(DumpFormat.CUSTOM) ? new ArchiveScanner() : new ScriptScanner();
  }
}
