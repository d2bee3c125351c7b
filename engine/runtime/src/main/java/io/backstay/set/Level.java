package io.backstay.set;

/** How far a set is proven, from worst to best. */
public enum Level {
  /** Something about it was found wrong; nothing lifts it out of here again. */
  BROKEN,
  /** Its manifest was committed; nothing was read back. */
  WRITTEN,
  /** Every digest was taken again from what is stored, and agreed. */
  INTACT,
  /** Every archive and dump was read to its end by the format's own reader. */
  READABLE,
  /** It was restored, in a rehearsal, a drill or in earnest, and its checks passed. */
  RESTORED;

  /** Whether this proves at least as much as another. */
  public boolean atLeast(Level other) {
    return compareTo(other) >= 0;
  }

  /** As lists and messages show it. */
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
