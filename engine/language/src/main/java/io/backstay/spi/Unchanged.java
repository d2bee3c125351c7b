package io.backstay.spi;

/** What tells that a file is the one that was archived before. */
public enum Unchanged {
  /** What the system says of it, if the run that read it last has noted that. */
  STAT,
  /** Its content, which is read and digested. */
  READ
}
