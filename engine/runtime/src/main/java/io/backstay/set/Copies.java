package io.backstay.set;

import io.backstay.program.RetentionRules;
import io.backstay.program.RetentionRules.Tier;
import io.backstay.set.Retention.Subject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides which sets tiers want in other stores. Pure. What a tier picks it picks from the sets of
 * all stores together, so that a set that is gone where it was made still stands for its period
 * where it was copied to.
 */
public final class Copies {
  private final Map<String, List<KnownSet>> stores;
  private final RetentionRules rules;
  private final Moment moment;
  private final Map<String, Copy> due = new LinkedHashMap<>();
  private final Map<String, String> awaited = new TreeMap<>();

  private Copies(Map<String, List<KnownSet>> stores, RetentionRules rules, Moment moment) {
    this.stores = stores;
    this.rules = rules;
    this.moment = moment;
  }

  /**
   * When a decision is made.
   *
   * @param now the time
   * @param zone the plan's zone, for calendar days
   * @param run id of the run that decides: its own set is proven when it has ended, not before
   */
  public record Moment(Instant now, ZoneId zone, String run) {}

  /**
   * A copy to be made.
   *
   * @param set the set where it is
   * @param from the store it is in
   * @param to the store it is wanted in
   * @param tier which wants it
   */
  public record Copy(KnownSet set, String from, String to, Tier tier) {
    /** The set as it will be there, for decisions made before. */
    public Subject subject() {
      Manifest manifest = set.manifest();
      return new Subject(
          set.id(),
          manifest.made().startedAt(),
          manifest.plan().type(),
          null,
          Level.WRITTEN,
          null,
          false);
    }
  }

  /**
   * What is to be done.
   *
   * @param copies to be made now
   * @param awaited sets that are wanted elsewhere and cannot be copied yet, with the reason why
   *     they stay until then, by id
   */
  public record Due(List<Copy> copies, Map<String, String> awaited) {}

  /**
   * Decides.
   *
   * @param stores the sets of each store, in the plan's order; one that is not known is left out
   */
  public static Due due(Map<String, List<KnownSet>> stores, RetentionRules rules, Moment moment) {
    Copies copies = new Copies(stores, rules, moment);
    copies.look();
    return new Due(List.copyOf(copies.due.values()), Map.copyOf(copies.awaited));
  }

  private void look() {
    List<Subject> all =
        best().values().stream().map(this::subject).sorted(Retention.NEWEST_FIRST).toList();
    boolean clock = Plausibility.doubt(all, moment.now()) == null;
    List<Subject> alone =
        all.stream().filter(set -> set.base() == null && set.restorable()).toList();
    KeepRules.byRules(rules, alone)
        .forEach(
            (own, sets) ->
                own.tiers().stream()
                    .filter(tier -> tier.copyTo() != null)
                    .forEach(tier -> look(tier, sets, clock)));
  }

  private void look(Tier tier, List<Subject> sets, boolean clock) {
    String to = tier.copyTo() == null ? "" : tier.copyTo().name();
    for (Subject set : Periods.picked(tier.pick(), sets, moment.zone())) {
      if (KeepRules.within(tier.keep(), set, moment.now())) {
        look(tier, set, to, clock);
      }
    }
  }

  private void look(Tier tier, Subject set, String to, boolean clock) {
    Optional<KnownSet> there = in(to, set.id());
    if (there.isPresent() && there.get().usable()) {
      return;
    }
    String wanted = "tier " + tier.name() + " wants it in " + to;
    @Nullable String obstacle = obstacle(tier, set, to, clock);
    if (obstacle == null) {
      due.putIfAbsent(to + "\n" + set.id(), copy(tier, set, to));
    } else {
      awaited.merge(set.id(), wanted + ", " + obstacle, (one, more) -> one + "; " + more);
    }
  }

  /** Why it cannot be copied now; null when it can. */
  private @Nullable String obstacle(Tier tier, Subject set, String to, boolean clock) {
    if (!stores.containsKey(to)) {
      return "and what is there is not known";
    }
    if (in(to, set.id()).isPresent()) {
      return "and what is there cannot be relied on";
    }
    if (set.id().equals(moment.run())) {
      return "when its run has ended well";
    }
    if (!clock) {
      return "and the clock is doubted";
    }
    return Periods.over(tier.pick(), set, moment.now(), moment.zone())
        ? null
        : "when its period is over";
  }

  private Copy copy(Tier tier, Subject set, String to) {
    return stores.keySet().stream()
        .filter(from -> in(from, set.id()).filter(KnownSet::usable).isPresent())
        .findFirst()
        .flatMap(from -> in(from, set.id()).map(known -> new Copy(known, from, to, tier)))
        .orElseThrow();
  }

  private Optional<KnownSet> in(String store, String id) {
    return stores.getOrDefault(store, List.of()).stream()
        .filter(set -> set.id().equals(id))
        .findFirst();
  }

  /** Each set once: where it can be relied on, if anywhere. */
  private Map<String, KnownSet> best() {
    Map<String, KnownSet> sets = new LinkedHashMap<>();
    for (KnownSet set : stores.values().stream().flatMap(List::stream).toList()) {
      sets.merge(set.id(), set, (one, other) -> one.usable() ? one : other);
    }
    return sets;
  }

  private Subject subject(KnownSet set) {
    return set.subject(false, moment.now());
  }

  /** The sets of a store as retention sees them once these copies are made. */
  public static List<Subject> with(List<Subject> sets, String store, Due due) {
    List<Subject> all = new ArrayList<>(sets);
    due.copies().stream()
        .filter(copy -> copy.to().equals(store))
        .forEach(c -> all.add(c.subject()));
    return all;
  }
}
