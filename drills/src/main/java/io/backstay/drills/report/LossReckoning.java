package io.backstay.drills.report;

import io.backstay.drill.DrillReporter.Ended;
import io.backstay.drills.report.DrillReport.Gap;
import io.backstay.drills.report.DrillReport.Objective;
import io.backstay.drills.report.Findings.Found;
import io.backstay.plan.Timing;
import io.backstay.program.Program;
import io.backstay.spi.Fault;
import io.backstay.spi.Ref;
import io.backstay.spi.Store;
import io.backstay.spi.StoreRef;
import io.backstay.survey.Stock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Judges how much would have been lost, by what the stores have that survive the scenario. It does
 * not depend on which set was picked: an old one tests readability, not loss. Pure.
 */
final class LossReckoning {
  /** As long as from one quarterly drill to the next. */
  private static final Duration LOOKED_BACK = Duration.ofDays(90);

  private final Ended drill;
  private final Instant declared;

  /**
   * A reckoning.
   *
   * @param declared when the disaster was
   */
  LossReckoning(Ended drill, Instant declared) {
    this.drill = drill;
    this.declared = declared;
  }

  /** A moment that could have been gone back to. */
  private record Point(Duration back, String basis) {}

  Objective objective() {
    if (drill.program().makesItsOwnSet()) {
      return new Objective(
          "rpo", null, null, true, "the drill made its own set, which says nothing about loss");
    }
    Duration target = drill.program().objectives().rpo();
    Optional<Point> last =
        Stream.concat(ofSet().stream(), ofLog().stream()).min(Comparator.comparing(Point::back));
    Duration measured = last.map(Point::back).orElse(null);
    String basis = last.map(Point::basis).orElse("no store has a set that can be restored");
    return new Objective(
        "rpo", target, measured, Objective.met(target, measured), basis, lost().toList());
  }

  private Optional<Point> ofSet() {
    return newest()
        .map(
            kept ->
                new Point(
                    Duration.between(startedAt(kept), declared),
                    "newest set that can be restored: %s in %s"
                        .formatted(kept.set().id(), kept.store())));
  }

  /** Without a set to begin with, a log is of no use. */
  private Optional<Point> ofLog() {
    return log()
        .filter(log -> log.to().stream().anyMatch(store -> !isLost(store.name())))
        .filter(log -> newest().isPresent())
        .map(log -> new Point(log.maxLag(), "not measured: it " + log.says()));
  }

  private Optional<Stock.Kept> newest() {
    return survivors().findFirst();
  }

  /** The sets that could still be restored, newest first. */
  private Stream<Stock.Kept> survivors() {
    return drill.stock().all().stream()
        .filter(kept -> kept.set().usable() && !isLost(kept.store()))
        .filter(kept -> !startedAt(kept).isAfter(declared));
  }

  /** The longest time between two of them; null when there are none. */
  @Nullable Gap gap() {
    Instant since = declared.minus(LOOKED_BACK);
    Gap longest = null;
    Instant later = declared;
    for (Stock.Kept kept : survivors().toList()) {
      Gap gap = new Gap(startedAt(kept), later);
      if (later.isAfter(since)
          && (longest == null || gap.length().compareTo(longest.length()) > 0)) {
        longest = gap;
      }
      later = gap.from();
    }
    return longest;
  }

  private static Instant startedAt(Stock.Kept kept) {
    return kept.set().manifest().made().startedAt();
  }

  private Optional<Program.Log> log() {
    return Optional.ofNullable(drill.program().objectives().log());
  }

  /** The stores that are down for as long as the disaster lasts: the scenario itself. */
  private Stream<String> down() {
    return drill.program().injections().stream()
        .filter(injected -> Timing.ALL.equals(injected.timing().during()))
        .map(Program.Injected::fault)
        .filter(Fault.StoreDown.class::isInstance)
        .map(fault -> ((Fault.StoreDown) fault).store().name());
  }

  /** Every store that is gone with those, in the order of the plan. */
  private Stream<String> lost() {
    return drill.program().resources().keySet().stream()
        .filter(ref -> ref.kind() == Ref.Kind.STORE)
        .map(Ref::name)
        .filter(this::isLost);
  }

  /** A bucket that is gone is gone for every store that is in it. */
  private boolean isLost(String store) {
    return down().anyMatch(gone -> gone.equals(store) || site(gone).equals(site(store)));
  }

  private String site(String store) {
    return drill.program().resource(Ref.of(new StoreRef(store))) instanceof Store it
        ? it.site()
        : store;
  }

  /**
   * Why the objective is missed, where that is because the log was lost as well.
   *
   * @param missed that it is missed
   */
  Found explained(Found missed) {
    return log()
        .filter(log -> log.to().stream().allMatch(store -> isLost(store.name())))
        .map(
            log ->
                new Found(
                    missed.about(),
                    "%s; the archive of WAL (%s) is lost with `%s`%s"
                        .formatted(
                            missed.text(),
                            names(log, "stores."),
                            down().collect(Collectors.joining("`, `")),
                            left().map(it -> ", and `" + it + "` has sets only").orElse("")),
                    where(),
                    "archive it in a second place that stays: continuous.wal.to: [%s, wal-%s]"
                        .formatted(names(log, ""), left().orElse("elsewhere"))))
        .orElse(missed);
  }

  private static String names(Program.Log log, String prefix) {
    return log.to().stream().map(store -> prefix + store.name()).collect(Collectors.joining(", "));
  }

  private Optional<String> left() {
    return newest().map(Stock.Kept::store);
  }

  /** The line of the plan that says where the log is archived. */
  private @Nullable String where() {
    return Optional.ofNullable(drill.drill().backupPlan().rules().continuous())
        .flatMap(continuous -> continuous.node().inside("wal", "to"))
        .map(node -> node.position().toString())
        .orElse(null);
  }
}
