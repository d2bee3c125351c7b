package io.backstay.app;

import io.backstay.expr.Human;
import io.backstay.program.Lowering;
import io.backstay.program.Program;
import io.backstay.run.RunRecord;
import io.backstay.run.RunState;
import io.backstay.set.KeyProofs;
import io.backstay.survey.Monitors;
import io.backstay.survey.Stock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out how plans stand: by their sets, their last run and their monitors. */
final class Standings {
  private final Session session;
  private final PlanFiles files;

  /**
   * With what is known here.
   *
   * @param files among which the drills are
   */
  Standings(Session session, PlanFiles files) {
    this.session = session;
    this.files = files;
  }

  Standing of(Loader.Loaded loaded) {
    Stocks stocks = new Stocks(session);
    return of(loaded, stocks.program(loaded), stocks.take(loaded));
  }

  /**
   * The same of a plan of which more is wanted.
   *
   * @param program what the plan would do now
   * @param stock its sets
   */
  Standing of(Loader.Loaded loaded, Program program, Stock stock) {
    Optional<Stock.Kept> newest =
        stock.all().stream().filter(kept -> kept.set().usable()).findFirst();
    List<String> troubles = new ArrayList<>();
    stock.unlisted().forEach((store, why) -> troubles.add(store + ": " + why.message()));
    troubles.addAll(Stocks.alarms(stock));
    Instant now = session.clock().instant();
    age(newest, program, now).ifPresent(troubles::add);
    Optional<RunRecord> last = lastRun(program);
    last.filter(run -> !run.state().succeeded() && run.state() != RunState.RUNNING)
        .ifPresent(run -> troubles.add("the last run " + run.id() + " " + run.state().word()));
    return new Standing(
        program.plan().name(),
        newest.map(kept -> kept.set().id()).orElse(null),
        newest.map(kept -> since(kept, now)).orElse(null),
        newest.map(kept -> kept.set().level().toString()).orElse(null),
        newest.map(kept -> Proven.ago(kept.set(), now)).orElse(null),
        stock.all().size(),
        stock.unlisted().isEmpty(),
        troubles,
        alarms(loaded, program, stock));
  }

  private List<Monitors.Alarm> alarms(Loader.Loaded loaded, Program program, Stock stock) {
    Lowering lowering = new Lowering(loaded.plan(), loaded.variables(), program.run());
    List<Monitors.Alarm> made =
        new Monitors(
                program,
                session.look(loaded),
                session.catalog(),
                stock,
                session.history(),
                () ->
                    Optional.of(new DrillStates(session).ended(files.all(), program.plan().name())))
            .alarms(lowering.monitors());
    Optional<Monitors.Alarm> review =
        Upkeep.of(loaded.plan()).flatMap(upkeep -> upkeep.alarm(session.clock().instant()));
    return Stream.of(
            made.stream(), resting(program).stream(), keys(stock).stream(), review.stream())
        .flatMap(it -> it)
        .toList();
  }

  /** A key in a safe is proven before it is needed. */
  private Optional<Monitors.Alarm> keys(Stock stock) {
    List<KeyProofs.Key> unproven = stock.unproven(session.trust());
    return unproven.isEmpty()
        ? Optional.empty()
        : Optional.of(new Monitors.Alarm("keys", null, true, KeyProofs.doubt(unproven)));
  }

  /** What sets alone do not keep is never passed over as if it were kept. */
  private static Optional<Monitors.Alarm> resting(Program program) {
    return program
        .objectives()
        .resting()
        .map(log -> new Monitors.Alarm("rpo", null, true, log.says()));
  }

  private static String since(Stock.Kept kept, Instant now) {
    return Human.age(Duration.between(kept.set().manifest().made().startedAt(), now));
  }

  private static Optional<String> age(Optional<Stock.Kept> newest, Program program, Instant now) {
    if (newest.isEmpty()) {
      return Optional.of("there is no set that could be restored");
    }
    Duration rpo = program.objectives().rpo();
    Duration age = Duration.between(newest.get().set().manifest().made().startedAt(), now);
    boolean bySets = program.objectives().resting().isEmpty();
    return rpo != null && bySets && age.compareTo(rpo) > 0
        ? Optional.of("the newest set is older than the RPO of " + Human.duration(rpo))
        : Optional.empty();
  }

  private Optional<RunRecord> lastRun(Program program) {
    return session.history().of(program.plan().name(), program.plan().kind()).findFirst();
  }
}
