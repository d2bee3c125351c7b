package io.backstay.survey;

import io.backstay.program.Program;
import io.backstay.run.RunHistory;
import io.backstay.run.RunRecord;
import io.backstay.run.RunState;
import io.backstay.set.KnownSet;
import io.backstay.set.Manifest;
import io.backstay.spi.Look;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What monitors may look at: what preflight may, the newest set's manifest, and past runs. */
final class MonitorWorld extends PreflightWorld {
  private final Program.PlanInfo plan;
  private final Stock stock;
  private final RunHistory history;
  private final Supplier<Optional<List<Drilled>>> drills;

  /** Read when the first monitor asks for them; there may be many. */
  private @Nullable List<Ended> runs;

  MonitorWorld(
      Program program,
      Look look,
      Stock stock,
      RunHistory history,
      Supplier<Optional<List<Drilled>>> drills) {
    super(program, look, stock);
    this.plan = program.plan();
    this.stock = stock;
    this.history = history;
    this.drills = drills;
  }

  @Override
  public List<Artifact> artifacts() {
    return newest().stream()
        .flatMap(set -> set.manifest().artifacts().stream())
        .map(Manifest.Artifact::checked)
        .toList();
  }

  private Optional<KnownSet> newest() {
    return stock.all().stream().map(Stock.Kept::set).filter(KnownSet::usable).findFirst();
  }

  /** Of sets like the newest one, and older. */
  @Override
  public List<Long> earlierSizes() {
    return newest().stream()
        .flatMap(
            newest ->
                stock.all().stream()
                    .map(Stock.Kept::set)
                    .filter(set -> !set.id().equals(newest.id()))
                    .filter(
                        set ->
                            set.manifest().plan().type().equals(newest.manifest().plan().type())))
        .map(PreflightWorld::bytes)
        .toList();
  }

  @Override
  public List<Ended> runs() {
    if (runs == null) {
      runs =
          history
              .of(plan.name(), plan.kind())
              .filter(run -> run.state() != RunState.RUNNING)
              .map(MonitorWorld::ended)
              .toList();
    }
    return runs;
  }

  @Override
  public Optional<List<Drilled>> drills() {
    return drills.get();
  }

  private static Ended ended(RunRecord run) {
    return new Ended(
        run.id(), run.started().run().startedAt(), run.state().word(), run.state().succeeded());
  }
}
