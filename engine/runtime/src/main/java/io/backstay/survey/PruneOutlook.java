package io.backstay.survey;

import io.backstay.program.Node;
import io.backstay.program.Preview.Decided;
import io.backstay.program.Preview.Retained;
import io.backstay.program.Program;
import io.backstay.program.RetentionRules;
import io.backstay.set.KnownSet;
import io.backstay.set.Retention;
import io.backstay.set.Retention.Circumstances;
import io.backstay.set.Retention.Decision;
import io.backstay.set.SetCatalog;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
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
    stock.listings().forEach((store, found) -> add(store, found, delete, keep, frozen));
    String why = frozen.isEmpty() ? null : String.join("; ", frozen);
    return Optional.of(new Retained(rule(program.retention()), delete, keep, why));
  }

  private void add(
      String store,
      SetCatalog.Listing found,
      List<Decided> delete,
      List<Decided> keep,
      List<String> frozen) {
    Map<String, KnownSet> sets =
        found.sets().stream().collect(Collectors.toMap(KnownSet::id, Function.identity()));
    Decision decision =
        Retention.decide(
            found.sets().stream().map(set -> set.subject(false, clock.instant())).toList(),
            program.retention(),
            new Circumstances(clock.instant(), program.run().zone(), failed));
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
    rules.tiers().forEach(tier -> parts.add(tier.name() + " " + tier.keep().toDays() + "d"));
    parts.add("never fewer than " + rules.keepMin());
    return String.join(", ", parts);
  }
}
