package io.backstay.survey;

import io.backstay.plan.Catalog;
import io.backstay.program.Lowering.Watch;
import io.backstay.program.Program;
import io.backstay.run.RunHistory;
import io.backstay.spi.CheckType;
import io.backstay.spi.CheckUse;
import io.backstay.spi.CheckWorld;
import io.backstay.spi.CheckWorld.Drilled;
import io.backstay.spi.Failure;
import io.backstay.spi.Look;
import io.backstay.spi.ReadCheckType;
import io.backstay.spi.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the checks of a plan that have to hold between its runs. */
public final class Monitors {
  private final Catalog catalog;
  private final CheckWorld world;

  /**
   * Monitors of a plan.
   *
   * @param program of the plan
   * @param stock its sets
   * @param history of this host
   */
  public Monitors(Program program, Look look, Catalog catalog, Stock stock, RunHistory history) {
    this(program, look, catalog, stock, history, Optional::empty);
  }

  /**
   * Monitors of a plan that has drills.
   *
   * @param program of the plan
   * @param stock its sets
   * @param history of this host
   * @param drills finds out how they stand, when somebody asks; empty when that cannot be told
   */
  public Monitors(
      Program program,
      Look look,
      Catalog catalog,
      Stock stock,
      RunHistory history,
      Supplier<Optional<List<Drilled>>> drills) {
    this.catalog = catalog;
    this.world = new MonitorWorld(program, look, stock, history, drills);
  }

  /**
   * What does not hold.
   *
   * @param name of the check
   * @param alert what the alarm is called; null when the plan does not say
   * @param warning whether it only warns
   * @param what is wrong
   */
  public record Alarm(String name, @Nullable String alert, boolean warning, String what) {}

  /** Makes them; one that cannot be made does not hold. */
  public List<Alarm> alarms(List<Watch> monitors) {
    return monitors.stream().flatMap(monitor -> alarm(monitor).stream()).toList();
  }

  private Optional<Alarm> alarm(Watch monitor) {
    CheckUse check = monitor.check();
    return wrong(check)
        .map(
            what ->
                new Alarm(
                    check.name(),
                    monitor.alert(),
                    check.severity() == CheckUse.Severity.WARN,
                    what));
  }

  private Optional<String> wrong(CheckUse check) {
    CheckType<?> type = Objects.requireNonNull(catalog.checks().get(check.type()));
    try {
      return type instanceof ReadCheckType<?> reads
              && verdict(reads, check) instanceof Verdict.NotPassed bad
          ? Optional.of(bad.summary())
          : Optional.empty();
    } catch (Failure failure) {
      return Optional.of(failure.message());
    }
  }

  private <P extends Record> Verdict verdict(ReadCheckType<P> type, CheckUse check) {
    return type.check(type.params().cast(check.params()), world);
  }
}
