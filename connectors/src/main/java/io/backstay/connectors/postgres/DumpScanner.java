package io.backstay.connectors.postgres;

import io.backstay.connectors.databases.DumpFeed;

/** Reads a dump while it passes, and knows at its end whether it was one, and all of it. */
sealed interface DumpScanner extends DumpFeed.Scanner<Toc> permits ArchiveScanner, ScriptScanner {
  /** For a format by its name. */
  static DumpScanner of(String format) {
    return format.equals(DumpFormat.CUSTOM) ? new ArchiveScanner() : new ScriptScanner();
  }
}
