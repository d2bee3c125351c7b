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
import java.util.Objects;
import java.util.Optional;

/**
 * How a plan stands, in numbers. What is not known is never told as something good.
 *
 * @param succeeded whether its last run did
 * @param lastSuccess when the last run that succeeded ended; the beginning of time when none has
 * @param lastFailure the same of one that did not
 * @param took how long the last run took
 * @param bytes size of the newest set that could be restored
 * @param verified whether the set of the last run is there and proven
 * @param sets how many sets there are that could be restored
 */
public record Metrics(
    boolean succeeded,
    Instant lastSuccess,
    Instant lastFailure,
    Duration took,
    long bytes,
    boolean verified,
    long sets) {

  /**
   * The numbers of a plan.
   *
   * @param name of the plan
   * @param stock its sets
   * @throws Failure when a journal is damaged
   */
  public static Metrics of(String name, RunHistory history, Stock stock) {
    List<RunRecord> runs =
        history.of(name, "Backup").filter(run -> run.state() != RunState.RUNNING).toList();
    Optional<RunRecord> last = runs.stream().findFirst();
    boolean succeeded = last.filter(run -> run.state().succeeded()).isPresent();
    List<KnownSet> usable =
        stock.all().stream().map(Stock.Kept::set).filter(KnownSet::usable).toList();
    return new Metrics(
        succeeded,
        lastEnd(runs, true),
        lastEnd(runs, false),
        last.map(run -> Duration.between(run.started().at(), end(run))).orElse(Duration.ZERO),
        usable.stream().findFirst().map(set -> set.manifest().totalBytes()).orElse(0L),
        succeeded && last.filter(run -> proven(run, usable)).isPresent(),
        usable.stream().map(KnownSet::id).distinct().count());
  }

  private static Instant lastEnd(List<RunRecord> runs, boolean succeeded) {
    return runs.stream()
        .filter(run -> run.state().succeeded() == succeeded)
        .findFirst()
        .map(Metrics::end)
        .orElse(Instant.EPOCH);
  }

  /** One that died ended when nobody was there to see it, after it had begun. */
  private static Instant end(RunRecord run) {
    return Objects.requireNonNullElse(run.ended(), run.started().at());
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
    return new PrometheusText()
        .gauge(names.success(), "Whether the last run succeeded.", succeeded ? 1 : 0)
        .gauge(
            names.lastSuccess(),
            "When the last run that succeeded ended, 0 for never.",
            lastSuccess.getEpochSecond())
        .gauge(
            names.lastFailure(),
            "When the last run that did not succeed ended, 0 for never.",
            lastFailure.getEpochSecond())
        .gauge(names.duration(), "How long the last run took.", took.toMillis() / 1000.0)
        .gauge(names.size(), "Size of the newest set that could be restored.", bytes)
        .gauge(
            names.verified(),
            "Whether the set of the last run is there and proven.",
            verified ? 1 : 0)
        .gauge(names.count(), "How many sets could be restored.", sets);
  }
}
