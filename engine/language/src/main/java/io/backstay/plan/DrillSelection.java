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
 * {@code backup:} of a Drill, which set it restores.
 *
 * @param fresh whether the Backup is run first
 * @param of what that backs up
 * @param from stores in order
 * @param pick how
 * @param at for {@code newest-before}
 * @param within for {@code random}
 * @param type only sets of this type
 */
@Doc("Which set a drill restores.")
public record DrillSelection(
    @Doc(
            value =
                "Runs the Backup first, without its `prune`, and restores what it made. The clock of"
                    + " the drill starts afterwards.",
            example = "true")
        @Default("false")
        boolean fresh,
    @Doc(
            value =
                "With `fresh: true`, what the Backup backs up: what is `real`, or what is bound to"
                    + " `scratch`. Then it is the drill itself that runs its steps, after `prepare`,"
                    + " as far as they touch nothing but scratch; the set goes to the stores that"
                    + " are bound, and with them.",
            example = "scratch")
        @Default("real")
        Of of,
    @Doc(value = "Stores to look in; the first that has the set wins.", example = "[local]")
        @Default("[]")
        List<StoreRef> from,
    @Doc(value = "How the set is chosen.", example = "latest") @Default("latest")
        Selection.Pick pick,
    @Doc(value = "The moment for `newest-before`.", example = "2026-02-12 14:30:00Z")
        @Nullable Instant at,
    @Doc(value = "How old a `random` set may be.", example = "7d") @Nullable Duration within,
    @Doc(value = "Only sets of this type.", example = "full") @Nullable String type) {

  /** Refuses words that do not go together. */
  public DrillSelection {
    from = List.copyOf(from);
    Selection.demandFitting(pick, at, within);
    if (pick == Selection.Pick.ARGUMENT) {
      throw new Refusal(
          "E405",
          "pick",
          "a drill chooses its set itself",
          "write  pick: latest  or  pick: random");
    }
    if (fresh && pick != Selection.Pick.LATEST) {
      throw new Refusal(
          "E405", "pick", "`fresh: true` restores the set that was just made", "remove `pick`");
    }
    if (of == Of.SCRATCH && !fresh) {
      throw new Refusal(
          "E405", "of", "of scratch there is no set yet", "write  fresh: true  beside it");
    }
    if (of == Of.SCRATCH && !from.isEmpty()) {
      throw new Refusal(
          "E405", "from", "what is made of scratch is where `bind` puts it", "remove `from`");
    }
  }

  /** What a fresh backup is made of. */
  public enum Of {
    /** What the plan declares. */
    REAL,
    /** What stands in for it. */
    SCRATCH
  }
}
