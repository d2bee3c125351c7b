package io.backstay.plan;

import io.backstay.expr.Percent;
import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Refusal;
import io.backstay.spi.StoreRef;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code retention:}, what is kept. Reasons to keep are ORed.
 *
 * @param keep sets younger than this are kept
 * @param maxCount cap on what {@code keep} keeps
 * @param tiers sets kept longer
 * @param guard what prune never does
 */
@Doc("Which sets are kept. Any reason to keep a set is enough; only `prune` deletes.")
public record Retention(
    @Doc(
            value = "Sets younger than this are kept, counted in whole days from a day on.",
            example = "7d")
        @Nullable Duration keep,
    @Doc(
            value = "At most this many of the sets that `keep` keeps; the oldest go first.",
            example = "10")
        @Nullable Integer maxCount,
    @Doc(
            value = "Sets picked from the calendar and kept longer.",
            example = "[{name: monthly, pick: first-of-month, keep: 180d}]")
        @Default("[]")
        List<Tier> tiers,
    @Doc(value = "What prune never does, whatever the rules say.", example = "{keep-min: 2}")
        @Default("{}")
        Guard guard) {

  /** Refuses numbers that would keep nothing. */
  public Retention {
    tiers = List.copyOf(tiers);
    if (maxCount != null && maxCount < 1) {
      throw new Refusal(
          "E407", "max-count", "`max-count` keeps at least one set", "write  max-count: 10");
    }
  }

  /**
   * Sets kept longer.
   *
   * @param name what reasons call it
   * @param pick which set of which period; null for every set
   * @param keep for how long
   * @param copyTo the store they are copied to, and kept in; null for where they are
   * @param as what the file of a copy is called there; null as it is
   */
  @Doc("Sets picked from the calendar and kept longer.")
  public record Tier(
      @Doc(value = "What reasons call it.", example = "monthly") String name,
      @Doc(
              value = "Which set of which period; every set when left out.",
              example = "first-of-month")
          @Nullable Pick pick,
      @Doc(value = "For how long.", example = "180d") Duration keep,
      @Doc(
              value =
                  "The store that `prune` copies them to, with all their files, and where they are"
                      + " kept; elsewhere they stay until they are there. Sets that build on others"
                      + " are not copied; the last of a period is when the period is over, and no"
                      + " set by the run that makes it.",
              example = "monthly")
          @Nullable StoreRef copyTo,
      @Doc(
              value =
                  "What the copied file is called there, from `set.id`, `set.type` and"
                      + " `set.started-at`: the one file of the set whose name ends in the same way;"
                      + " where there are none or several, all keep their names.",
              example = "app_${set.started-at | date('yyyyMM')}.sql.gz")
          @Nullable SetName as) {
    /** Refuses a name for a copy that is not made. */
    public Tier {
      if (as != null && copyTo == null) {
        throw new Refusal("E211", "as", "`as` names copies, and none is made", "copy-to: STORE");
      }
    }
  }

  /** Which set of which period. */
  public enum Pick {
    /** The first of a day. */
    FIRST_OF_DAY,
    /** The last of a day. */
    LAST_OF_DAY,
    /** The first of an ISO week. */
    FIRST_OF_WEEK,
    /** The last of an ISO week. */
    LAST_OF_WEEK,
    /** The first of a month. */
    FIRST_OF_MONTH,
    /** The last of a month. */
    LAST_OF_MONTH,
    /** The first of a year. */
    FIRST_OF_YEAR,
    /** The last of a year. */
    LAST_OF_YEAR
  }

  /**
   * What prune never does.
   *
   * @param keepMin fewest sets left
   * @param keepVerified fewest verified sets left
   * @param maxPrune largest share of all sets deleted at once
   */
  @Doc("What prune never does, whatever the rules say.")
  public record Guard(
      @Doc(value = "Never fewer restorable sets than this.", example = "3") @Default("3")
          int keepMin,
      @Doc(value = "Never fewer verified sets than this.", example = "1") @Default("0")
          int keepVerified,
      @Doc(
              value =
                  "A prune of more than this share of all sets is refused as a whole; one set may"
                      + " always go.",
              example = "25%")
          @Default("25%")
          Percent maxPrune) {}
}
