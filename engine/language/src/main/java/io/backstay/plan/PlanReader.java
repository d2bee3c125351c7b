package io.backstay.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads plan files. Finds every mistake in one pass; opens nothing but plan files. */
public final class PlanReader {
  private final Catalog catalog;
  private final String version;

  /**
   * A reader.
   *
   * @param catalog the words plans can use
   * @param version of this tool, for {@code requires:}
   */
  public PlanReader(Catalog catalog, String version) {
    this.catalog = catalog;
    this.version = version;
  }

  /** Reads a Backup or a Restore, and with a Restore the Backup it is about. */
  public Reading read(Path file) {
    throw new UnsupportedOperationException(catalog + version + file + List.of() + Map.of());
  }
}
