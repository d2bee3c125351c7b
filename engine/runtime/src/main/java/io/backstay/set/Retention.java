package io.backstay.set;

import io.backstay.program.RetentionRules;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides which sets stay. Pure: the same sets, rules and circumstances give the same decision.
 *
 * <p>Reasons to keep are ORed. Whatever the rules say, the newest sets that could be restored, the
 * newest that are proven readable, pinned sets, sets in use and the bases of sets that stay are
 * kept; and when something about the circumstances is off, nothing is deleted at all.
 */
public final class Retention {
  static final Comparator<Subject> NEWEST_FIRST =
      Comparator.comparing(Subject::at).thenComparing(Subject::id).reversed();

  private Retention() {}

  /**
   * What retention has to know about a set.
   *
   * @param id its id
   * @param at when its run started
   * @param type backup type
   * @param base id of the set it builds on; null for one that stands alone
   * @param level how far it is proven
   * @param pin why it is pinned; null when it is not
   * @param inUse whether a restore or drill is reading it
   */
  public record Subject(
      String id,
      Instant at,
      String type,
      @Nullable String base,
      Level level,
      @Nullable String pin,
      boolean inUse) {
    boolean restorable() {
      return level != Level.BROKEN;
    }
  }

  /**
   * When and in which situation a decision is made.
   *
   * @param now the time
   * @param zone the plan's zone, for calendar days
   * @param runFailed whether the newest run that was to make a set has failed; then nothing is
   *     deleted
   * @param awaited why sets stay until they are copied to another store, by id
   */
  public record Circumstances(
      Instant now, ZoneId zone, boolean runFailed, Map<String, String> awaited) {
    /** Nothing is copied. */
    public Circumstances(Instant now, ZoneId zone, boolean runFailed) {
      this(now, zone, runFailed, Map.of());
    }
  }

  /**
   * A decision about every set.
   *
   * @param keep those that stay, newest first
   * @param delete those that go, oldest first; empty when frozen
   * @param frozen why nothing is deleted although rules would have; null when not frozen
   * @param wouldDelete those that would go if it were not frozen, oldest first; else the same as
   *     {@code delete}
   */
  public record Decision(
      List<Verdict> keep,
      List<Verdict> delete,
      @Nullable Frozen frozen,
      List<Verdict> wouldDelete) {}

  /**
   * What becomes of one set.
   *
   * @param id which
   * @param at when its run started
   * @param reasons why, for people; never empty
   */
  public record Verdict(String id, Instant at, List<String> reasons) {}

  /**
   * Decides.
   *
   * @param sets every set of the plan in one store, in any order, ids unique
   */
  public static Decision decide(
      List<Subject> sets, RetentionRules rules, Circumstances circumstances) {
    List<Subject> newestFirst = sets.stream().sorted(NEWEST_FIRST).toList();
    Reasons reasons = new Reasons();
    new KeepRules(rules, circumstances, reasons).apply(newestFirst);
    new Floors(rules, newestFirst, reasons).apply();

    List<Verdict> keep = new ArrayList<>();
    List<Verdict> delete = new ArrayList<>();
    for (Subject set : newestFirst) {
      List<String> why = reasons.of(set);
      if (why.isEmpty()) {
        String age = Duration.between(set.at(), circumstances.now()).toDays() + " d old";
        delete.add(new Verdict(set.id(), set.at(), List.of(age + ", no rule keeps it")));
      } else {
        keep.add(new Verdict(set.id(), set.at(), why));
      }
    }
    Collections.reverse(delete);
    Frozen frozen = delete.isEmpty() ? null : frozen(newestFirst, delete, rules, circumstances);
    return new Decision(
        List.copyOf(keep),
        frozen == null ? List.copyOf(delete) : List.of(),
        frozen,
        List.copyOf(delete));
  }

  private static @Nullable Frozen frozen(
      List<Subject> sets, List<Verdict> delete, RetentionRules rules, Circumstances now) {
    if (now.runFailed()) {
      return new Frozen(
          "the newest run has failed", "the next run that ends well lifts this, and nothing else");
    }
    String clock = Plausibility.doubt(sets, now.now());
    if (clock != null) {
      return new Frozen(clock, "set the clock right");
    }
    int most = Math.max(1, (int) (rules.maxPruneFraction() * sets.size()));
    if (delete.size() > most) {
      String because =
          String.format(
              Locale.ROOT,
              "%d of %d sets would go, and max-prune %.0f%% allows %d",
              delete.size(),
              sets.size(),
              rules.maxPruneFraction() * 100,
              most);
      return new Frozen(because, "`backstay prune` with --max-prune allows more for once");
    }
    return null;
  }
}
