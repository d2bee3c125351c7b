package io.backstay.survey;

import io.backstay.run.RunHistory;
import io.backstay.run.RunRecord;
import io.backstay.run.RunState;
import io.backstay.set.KnownSet;
import io.backstay.set.Level;
import io.backstay.spi.Failure;
import io.backstay.spi.Gauges;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How a plan stands, in numbers. What is not known is never told as something good.
 *
 * @param backups its runs
 * @param bytes size of the newest set that could be restored
 * @param verified whether the set of the last run is there and proven
 * @param sets how many sets there are that could be restored
 * @param restores the runs of each Restore of its sets that was ever run here
 */
public record Metrics(
    Ends backups, long bytes, boolean verified, long sets, SortedMap<String, Ends> restores) {
  private static final String BACKUP = "Backup";
  private static final String RESTORE = "Restore";
  private static final Set<String> COUNTED = Set.of(BACKUP, RESTORE);

  /**
   * How runs ended.
   *
   * @param succeeded whether the last one did
   * @param lastSuccess when the last that succeeded ended; the beginning of time when none has
   * @param lastFailure the same of one that did not
   * @param took how long the last one took
   */
  public record Ends(boolean succeeded, Instant lastSuccess, Instant lastFailure, Duration took) {
    /** Of runs that have ended, newest first. */
    private static Ends of(List<RunRecord> runs) {
      Optional<RunRecord> last = runs.stream().findFirst();
      return new Ends(
          last.filter(run -> run.state().succeeded()).isPresent(),
          last(runs, true),
          last(runs, false),
          last.map(run -> Duration.between(run.started().at(), end(run))).orElse(Duration.ZERO));
    }

    private static Instant last(List<RunRecord> runs, boolean succeeded) {
      return runs.stream()
          .filter(run -> run.state().succeeded() == succeeded)
          .findFirst()
          .map(Ends::end)
          .orElse(Instant.EPOCH);
    }

    /** One that died ended when nobody was there to see it, after it had begun. */
    private static Instant end(RunRecord run) {
      return Objects.requireNonNullElse(run.ended(), run.started().at());
    }

    private double seconds() {
      return took.toMillis() / 1000.0;
    }
  }

  /**
   * The numbers of a plan.
   *
   * @param name of the plan
   * @param stock its sets
   * @throws Failure when a journal is damaged
   */
  public static Metrics of(String name, RunHistory history, Stock stock) {
    Map<String, List<RunRecord>> ended =
        history
            .about(name)
            .filter(run -> COUNTED.contains(run.started().plan().kind()))
            .filter(run -> run.state() != RunState.RUNNING)
            .collect(Collectors.groupingBy(run -> run.started().plan().kind()));
    List<RunRecord> backups = ended.getOrDefault(BACKUP, List.of());
    Ends made = Ends.of(backups);
    List<KnownSet> usable =
        stock.all().stream().map(Stock.Kept::set).filter(KnownSet::usable).toList();
    return new Metrics(
        made,
        usable.stream().findFirst().map(set -> set.manifest().totalBytes()).orElse(0L),
        made.succeeded() && proven(backups.getFirst(), usable),
        usable.stream().map(KnownSet::id).distinct().count(),
        byName(ended.getOrDefault(RESTORE, List.of())));
  }

  private static SortedMap<String, Ends> byName(List<RunRecord> restores) {
    return restores.stream()
        .collect(
            Collectors.groupingBy(
                run -> run.started().plan().name(),
                TreeMap::new,
                Collectors.collectingAndThen(Collectors.toList(), Ends::of)));
  }

  /** By checks of that run, or by reading it again since; nothing that failed is forgotten. */
  private static boolean proven(RunRecord run, List<KnownSet> usable) {
    boolean doubted = made(run, "not-passed") || made(run, "warned");
    boolean checked = made(run, "passed");
    return !doubted
        && usable.stream()
            .filter(set -> set.id().equals(run.id()))
            .anyMatch(set -> checked || set.level() != Level.WRITTEN);
  }

  private static boolean made(RunRecord run, String result) {
    return run.checks().stream()
        .anyMatch(check -> check.step() != null && check.result().equals(result));
  }

  /** The numbers as Prometheus reads them. */
  public PrometheusText text(Gauges names) {
    PrometheusText text =
        new PrometheusText()
            .gauge(names.success(), "Whether the last run succeeded.", backups.succeeded() ? 1 : 0)
            .gauge(
                names.lastSuccess(),
                "When the last run that succeeded ended, 0 for never.",
                backups.lastSuccess().getEpochSecond())
            .gauge(
                names.lastFailure(),
                "When the last run that did not succeed ended, 0 for never.",
                backups.lastFailure().getEpochSecond())
            .gauge(names.duration(), "How long the last run took.", backups.seconds())
            .gauge(names.size(), "Size of the newest set that could be restored.", bytes)
            .gauge(
                names.verified(),
                "Whether the set of the last run is there and proven.",
                verified ? 1 : 0)
            .gauge(names.count(), "How many sets could be restored.", sets);
    addRestores(text, names);
    return text;
  }

  private void addRestores(PrometheusText text, Gauges names) {
    restored(
        text,
        names,
        Gauges.OfRestore::success,
        "Whether the last run of a Restore succeeded.",
        ends -> ends.succeeded() ? 1 : 0);
    restored(
        text,
        names,
        Gauges.OfRestore::lastSuccess,
        "When the last run of a Restore that succeeded ended, 0 for never.",
        ends -> ends.lastSuccess().getEpochSecond());
    restored(
        text,
        names,
        Gauges.OfRestore::lastFailure,
        "When the last run of a Restore that did not succeed ended, 0 for never.",
        ends -> ends.lastFailure().getEpochSecond());
    restored(
        text,
        names,
        Gauges.OfRestore::duration,
        "How long the last run of a Restore took.",
        Ends::seconds);
  }

  /** Each number of all Restores together: what it is, is told once. */
  private void restored(
      PrometheusText text,
      Gauges names,
      Function<Gauges.OfRestore, String> name,
      String help,
      Function<Ends, Number> number) {
    restores.forEach(
        (restore, ends) ->
            text.gauge(name.apply(names.restore(restore)), help, number.apply(ends)));
  }
}
