package io.backstay.plan;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Refusal;
import io.backstay.spi.StoreRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code backup:} of a Restore, which set it takes.
 *
 * @param from stores in order
 * @param pick how
 * @param at for {@code newest-before}
 * @param within for {@code random}
 * @param type only sets of this type
 * @param allowArgument whether the user may name another one
 * @param withWal whether the archived log goes with the set
 */
@Doc("Which set a restore takes.")
public record Selection(
    @Doc(value = "Stores to look in; the first that has the set wins.", example = "[local]")
        List<StoreRef> from,
    @Doc(value = "How the set is chosen.", example = "latest") @Default("argument") Pick pick,
    @Doc(value = "The moment for `newest-before`.", example = "2026-02-12 14:30:00Z")
        @Nullable Instant at,
    @Doc(value = "How old a `random` set may be.", example = "7d") @Nullable Duration within,
    @Doc(value = "Only sets of this type.", example = "full") @Nullable String type,
    @Doc(value = "Whether a set named on the command line wins.", example = "true")
        @Default("false")
        boolean allowArgument,
    @Doc(
            value =
                "Whether the archived log goes with the set, without a gap up to the moment that is"
                    + " wanted. For a later version: this one refuses to run such a restore.",
            example = "true")
        @Default("false")
        boolean withWal) {

  /** Refuses words that do not go together. */
  public Selection {
    from = List.copyOf(from);
    demandFitting(pick, at, within);
  }

  /** Refuses a moment or a span that the way of choosing does not need, and one it lacks. */
  static void demandFitting(Pick pick, @Nullable Instant at, @Nullable Duration within) {
    goesWith(pick, Pick.NEWEST_BEFORE, "at", at != null);
    goesWith(pick, Pick.RANDOM, "within", within != null);
  }

  private static void goesWith(Pick pick, Pick word, String key, boolean given) {
    if ((pick == word) != given) {
      String picked = WordForm.word(pick);
      throw new Refusal(
          "E405",
          given ? key : "pick",
          given
              ? "`" + key + "` means nothing with `pick: " + picked + "`"
              : "`pick: " + picked + "` needs `" + key + "`",
          given ? "write  pick: " + WordForm.word(word) + "  or remove it" : "add  " + key + ": …");
    }
  }

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
    /** The newest before a moment. */
    NEWEST_BEFORE,
    /** The one the user names. */
    ARGUMENT
  }
}
