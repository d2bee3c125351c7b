package io.backstay.survey;

import static io.backstay.spi.Finding.Status.FAIL;
import static io.backstay.spi.Finding.Status.WARN;

import io.backstay.plan.Catalog;
import io.backstay.program.Outlook;
import io.backstay.program.Preview;
import io.backstay.program.Program;
import io.backstay.run.RunHistory;
import io.backstay.run.RunRecord;
import io.backstay.run.SecretSource;
import io.backstay.run.Untouchable;
import io.backstay.set.KeyProofs;
import io.backstay.set.Trust;
import io.backstay.spi.Look;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a live preview knows beyond the program: the world as it is now, and earlier runs. */
public final class Survey implements Outlook {
  private static final String MOVE = "move one of the two";

  private final Program program;
  private final Look look;
  private final Catalog catalog;
  private final RunHistory history;
  private final Trust trust;
  private final Stock stock;
  private final Estimates estimates;
  private final Target target;

  /**
   * A survey; stores are listed at once.
   *
   * @param program what would run
   * @param catalog finds the types of preflight checks
   * @param clock the time
   * @param secrets for logging in where that is needed to look
   * @param history earlier runs
   * @param trust whom this host believes about sets
   */
  public Survey(
      Program program,
      Catalog catalog,
      Clock clock,
      SecretSource secrets,
      RunHistory history,
      Trust trust) {
    this.program = program;
    this.look = new ReadOnly(secrets, clock);
    this.catalog = catalog;
    this.history = history;
    this.trust = trust;
    this.stock = Stock.of(program, look, trust);
    this.estimates = Estimates.of(history, program.plan());
    this.target = Target.of(program, look, trust);
  }

  /** The world, to look at. */
  public static Look look(SecretSource secrets, Clock clock) {
    return new ReadOnly(secrets, clock);
  }

  @Override
  public List<Preview.Look> looks() {
    List<Preview.Look> looks = new ArrayList<>(target.looks(look.clock().instant()));
    target.set().ifPresent(set -> looks.addAll(new Grounds(program, look).looks(set)));
    looks.addAll(new Below(program, stock, look.clock().instant()).looks());
    looks.addAll(new Looks(program, look, catalog, stock).all());
    List<KeyProofs.Key> unproven = stock.unproven(trust);
    if (!unproven.isEmpty()) {
      looks.add(
          new Preview.Look(
              "keys", WARN, KeyProofs.doubt(unproven), KeyProofs.proof(unproven), Map.of()));
    }
    new Untouchable(program, history.state())
        .overlaps()
        .forEach(why -> looks.add(new Preview.Look("overlap", FAIL, why, MOVE, Map.of())));
    return looks;
  }

  @Override
  public Optional<Estimate> estimate(String stepId) {
    return estimates.of(stepId);
  }

  @Override
  public Optional<Preview.Retained> retained() {
    return new PruneOutlook(program, stock, look.clock(), failed()).all();
  }

  /** A Backup brings its own set; everything else prunes on the strength of the newest one. */
  private boolean failed() {
    boolean makes = program.plan().kind().equals("Backup");
    return !makes && history.newestBackupFailed(program.plan().backup());
  }

  @Override
  public Optional<Instant> newestSet() {
    return stock.all().stream()
        .filter(kept -> kept.set().usable())
        .map(kept -> kept.set().manifest().made().startedAt())
        .findFirst();
  }

  @Override
  public List<Preview.Difference> differences() {
    if (program.replaced().stream().allMatch(program::disposable)) {
      return List.of();
    }
    return target.set().map(set -> new Differences(program, set, look).all()).orElse(List.of());
  }

  @Override
  public Optional<Long> measuredRto() {
    return Estimates.named(history, program.plan().backup(), "Restore").stream()
        .findFirst()
        .flatMap(Survey::seconds);
  }

  private static Optional<Long> seconds(RunRecord run) {
    return Optional.ofNullable(run.ended())
        .map(end -> Duration.between(run.started().at(), end).toSeconds());
  }
}
