package io.backstay.changes;

import java.util.Locale;

/** What a change does, the worst first. */
public enum Effect {
  /** More can be lost, or be lost unnoticed. */
  LESS_PROTECTION,
  /** Something is stopped that was not, or for longer. */
  MORE_DOWNTIME,
  /** Who is trusted, what is run, who may do it. */
  SECURITY,
  /** Less can be lost. */
  MORE_PROTECTION,
  /** Runs differ, and nobody but a reader can tell whether for the better. */
  OTHER,
  /** Runs are the same. */
  NONE;

  /** As it is written on a command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
