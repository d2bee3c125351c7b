package io.backstay.run;

import java.util.Locale;

/** How a run stands, or how it ended. Only {@link #OK} and {@link #WARNED} are successes. */
public enum RunState {
  /** It has not ended. */
  RUNNING,
  /** Everything worked and was proven to. */
  OK,
  /** As {@link #OK}, but something tolerated went wrong. */
  WARNED,
  /** A step failed; what was begun is undone. */
  FAILED,
  /** A check did not pass; what was begun is undone. */
  UNPROVEN,
  /** Something could not be undone: a service may be down. */
  ATTENTION,
  /** A condition for starting was not met; nothing was begun. */
  BLOCKED,
  /** Somebody stopped it; what was begun is undone. */
  CANCELLED,
  /** It was found dead; what it owed is paid. */
  INTERRUPTED;

  /** Whether the run did what it was for. */
  public boolean succeeded() {
    return this == OK || this == WARNED;
  }

  /** The word used in records and on screens. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
