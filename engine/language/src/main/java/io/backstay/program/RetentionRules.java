package io.backstay.program;

import io.backstay.plan.SetName;
import io.backstay.spi.StoreRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is kept. Reasons to keep are ORed; without {@code keep} and {@code tiers} everything is.
 *
 * @param keep sets younger than this are kept, whole days compared as days; null for no such rule
 * @param maxCount upper bound of what {@code keep} keeps, oldest go first; null for none
 * @param tiers sets kept longer
 * @param keepMin never fewer than this many sets that could be restored; at least one
 * @param keepVerified never fewer than this many sets that are at least readable; at least one
 * @param maxPruneFraction a prune of more than this fraction of all sets is refused as a whole
 * @param types rules of backup types that have their own: their {@code keep}, {@code maxCount} and
 *     {@code tiers} replace these for sets of that type; the guard stays the plan's
 */
public record RetentionRules(
    @Nullable Duration keep,
    @Nullable Integer maxCount,
    List<Tier> tiers,
    int keepMin,
    int keepVerified,
    double maxPruneFraction,
    Map<String, RetentionRules> types) {

  /** The same where these types have rules of their own. */
  RetentionRules with(Map<String, RetentionRules> own) {
    return new RetentionRules(
        keep, maxCount, tiers, keepMin, keepVerified, maxPruneFraction, Map.copyOf(own));
  }

  /** The same with the guard of others. */
  RetentionRules guardedBy(RetentionRules others) {
    return new RetentionRules(
        keep,
        maxCount,
        tiers,
        others.keepMin,
        others.keepVerified,
        others.maxPruneFraction,
        Map.of());
  }

  /** What holds in one store: what a tier copies is kept where it is copied to. */
  public RetentionRules in(String store) {
    Map<String, RetentionRules> own = new TreeMap<>();
    types.forEach((type, rules) -> own.put(type, rules.in(store)));
    return new RetentionRules(
        keep,
        maxCount,
        tiers.stream().filter(tier -> tier.holdsIn(store)).toList(),
        keepMin,
        keepVerified,
        maxPruneFraction,
        own);
  }

  /** Whether sets are copied from one store to another. */
  public boolean copies() {
    return copying().findAny().isPresent();
  }

  /** The tiers whose sets are copied, those of types as well. */
  public Stream<Tier> copying() {
    return Stream.concat(Stream.of(this), types.values().stream())
        .flatMap(rules -> rules.tiers.stream())
        .filter(tier -> tier.copyTo() != null);
  }

  /**
   * Sets picked from the calendar and kept longer.
   *
   * @param name what reasons call it
   * @param pick which set of a period
   * @param keep for how long
   * @param copyTo the store they are copied to, and kept in; null for where they are
   * @param as what the file of a copy is called there; null as it is
   */
  public record Tier(
      String name, Pick pick, Duration keep, @Nullable StoreRef copyTo, @Nullable SetName as) {
    /** One that is kept where it is. */
    public Tier(String name, Pick pick, Duration keep) {
      this(name, pick, keep, null, null);
    }

    boolean holdsIn(String store) {
      return copyTo == null || copyTo.name().equals(store);
    }
  }

  /** Which set of which period a tier picks. */
  public enum Pick {
    /** Every set; the tier only has a name and a duration of its own. */
    EVERY,
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
}
