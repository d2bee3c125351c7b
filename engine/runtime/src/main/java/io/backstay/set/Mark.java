package io.backstay.set;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that was found out about a set, or decided about it, after it was written.
 *
 * @param kind what
 * @param at when
 * @param run id of the run that found it out
 * @param detail one line for people: what was read, which check failed, why it is pinned
 * @param until until when it is pinned; null for until it is unpinned
 */
public record Mark(Kind kind, Instant at, String run, String detail, @Nullable Instant until) {

  /** One that holds until another one says otherwise. */
  public Mark(Kind kind, Instant at, String run, String detail) {
    this(kind, at, run, detail, null);
  }

  /** What a mark says. */
  public enum Kind {
    /** Committed. */
    WRITTEN,
    /** Digests taken again, and equal. */
    INTACT,
    /** Read to the end by the formats' own readers. */
    READABLE,
    /** Restored, and its checks passed. */
    RESTORED,
    /** Not to be used again. */
    BROKEN,
    /** Kept whatever the rules say. */
    PINNED,
    /** Back under the rules. */
    UNPINNED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether this is about how far a set is proven, and says exactly that far. */
    boolean proves(Level level) {
      return this != PINNED && this != UNPINNED && this != BROKEN && level() == level;
    }

    /** The level this proves; what is not about proof proves no more than that the set is there. */
    Level level() {
      return switch (this) {
        case INTACT -> Level.INTACT;
        case READABLE -> Level.READABLE;
        case RESTORED -> Level.RESTORED;
        case WRITTEN, PINNED, UNPINNED, BROKEN -> Level.WRITTEN;
      };
    }
  }
}
