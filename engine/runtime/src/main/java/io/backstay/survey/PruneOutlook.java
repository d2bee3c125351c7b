package io.backstay.survey;

import io.backstay.plan.SetName;
import io.backstay.program.Node;
import io.backstay.program.Preview.Copied;
import io.backstay.program.Preview.Decided;
import io.backstay.program.Preview.Retained;
import io.backstay.program.Program;
import io.backstay.program.RetentionRules;
import io.backstay.set.Copies;
import io.backstay.set.KnownSet;
import io.backstay.set.Manifest;
import io.backstay.set.Retention;
import io.backstay.set.Retention.Circumstances;
import io.backstay.set.Retention.Decision;
import io.backstay.set.SetCatalog;
import io.backstay.spi.StoreRef;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a prune would do in each store, and why the rest stays. */
final class PruneOutlook {
  private final Program program;
  private final Stock stock;
  private final Clock clock;
  private final boolean failed;

  /**
   * An outlook.
   *
   * @param failed whether there is no new set to rely on, so that nothing may go
   */
  PruneOutlook(Program program, Stock stock, Clock clock, boolean failed) {
    this.program = program;
    this.stock = stock;
    this.clock = clock;
    this.failed = failed;
  }

  /** Empty when the program has no prune. */
  Optional<Retained> all() {
    if (Node.steps(program.steps()).stream().noneMatch(step -> step.type().equals("prune"))) {
      return Optional.empty();
    }
    List<Decided> delete = new ArrayList<>();
    List<Decided> keep = new ArrayList<>();
    List<String> frozen = new ArrayList<>();
    Copies.Due due = due();
    stock.listings().forEach((store, found) -> add(store, found, due, delete, keep, frozen));
    String why = frozen.isEmpty() ? null : String.join("; ", frozen);
    List<Copied> copy = due.copies().stream().map(PruneOutlook::copied).toList();
    return Optional.of(new Retained(rule(program.retention()), copy, delete, keep, why));
  }

  private Copies.Due due() {
    Map<String, List<KnownSet>> sets = new LinkedHashMap<>();
    stock.listings().forEach((store, found) -> sets.put(store, found.sets()));
    return Copies.due(
        sets,
        program.retention(),
        new Copies.Moment(clock.instant(), program.run().zone(), program.run().id()));
  }

  private static Copied copied(Copies.Copy copy) {
    KnownSet set = copy.set();
    SetName as = copy.tier().as();
    Manifest manifest = set.manifest();
    String why = "tier " + copy.tier().name() + " " + copy.tier().keep().toDays() + "d";
    String called =
        as == null
            ? ""
            : "as " + as.of(set.id(), manifest.plan().type(), manifest.made().startedAt());
    List<String> reasons = called.isEmpty() ? List.of(why) : List.of(called, why);
    return new Copied(set.id(), PreflightWorld.bytes(set), copy.from(), copy.to(), reasons);
  }

  private void add(
      String store,
      SetCatalog.Listing found,
      Copies.Due due,
      List<Decided> delete,
      List<Decided> keep,
      List<String> frozen) {
    Map<String, KnownSet> sets =
        found.sets().stream().collect(Collectors.toMap(KnownSet::id, Function.identity()));
    Decision decision =
        Retention.decide(
            Copies.with(
                found.sets().stream().map(set -> set.subject(false, clock.instant())).toList(),
                store,
                due),
            program.retention().in(store),
            new Circumstances(clock.instant(), program.run().zone(), failed, due.awaited()));
    decision.delete().forEach(v -> delete.add(decided(v, sets)));
    decision.keep().forEach(v -> keep.add(decided(v, sets)));
    Optional.ofNullable(decision.frozen()).ifPresent(why -> frozen.add(store + ": " + why.says()));
  }

  private static Decided decided(Retention.Verdict verdict, Map<String, KnownSet> sets) {
    KnownSet set = sets.get(verdict.id());
    long bytes = set == null ? 0 : PreflightWorld.bytes(set);
    return new Decided(verdict.id(), bytes, verdict.reasons());
  }

  private static String rule(RetentionRules rules) {
    List<String> parts = new ArrayList<>();
    Duration keep = rules.keep();
    parts.add(keep == null ? "keep everything" : "keep " + keep.toDays() + "d");
    Optional.ofNullable(rules.maxCount()).ifPresent(most -> parts.add("at most " + most));
    rules.tiers().forEach(tier -> parts.add(rule(tier)));
    parts.add("never fewer than " + rules.keepMin());
    return String.join(", ", parts);
  }

  private static String rule(RetentionRules.Tier tier) {
    StoreRef store = tier.copyTo();
    String kept = tier.name() + " " + tier.keep().toDays() + "d";
    return store == null ? kept : kept + " in " + store.name();
  }
}
