package io.backstay.program;

import io.backstay.spi.StoreRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which set a Restore takes, and what has to be typed before it touches anything.
 *
 * @param from stores in order; the first that has the set wins
 * @param pick how the set is chosen
 * @param argument what the user named: an id, a stamp, {@code latest}, {@code latest-verified};
 *     null when nothing was named
 * @param at for {@code NEWEST_BEFORE}
 * @param within for {@code RANDOM}
 * @param type only sets of this type; null for any
 * @param show what is shown before confirming: {@code contents}, {@code differences}
 * @param phrase what must be typed; null when no confirmation is asked for
 */
public record RestoreRules(
    List<StoreRef> from,
    Pick pick,
    @Nullable String argument,
    @Nullable Instant at,
    @Nullable Duration within,
    @Nullable String type,
    List<String> show,
    @Nullable String phrase) {

  /** How a set is chosen. */
  public enum Pick {
    /** The newest that is not broken. */
    LATEST,
    /** The newest that is at least readable. */
    LATEST_VERIFIED,
    /** The oldest that is not broken. */
    OLDEST,
    /** Any within the window, all equally likely. */
    RANDOM,
    /** The newest before an instant. */
    NEWEST_BEFORE,
    /** The one the user names. */
    ARGUMENT,
    /** The one that is made before, of which nobody knows anything yet. */
    FRESH
  }
}
