package io.backstay.app;

import io.backstay.drill.DrillReporter;
import io.backstay.plan.Binder;
import io.backstay.plan.Bound;
import io.backstay.plan.Drill;
import io.backstay.plan.MetricsRules;
import io.backstay.plan.Part;
import io.backstay.plan.ReportRules;
import io.backstay.plan.Trigger;
import io.backstay.plan.Values;
import java.util.List;
import java.util.Optional;

/** What a drill says to people and to schedulers, bound to its inputs. */
record DrillWords(Loader.Loaded loaded, Drill drill) {
  /** All that its evidence says. */
  DrillReporter.Words all() {
    Drill.Telling telling = drill.telling();
    return new DrillReporter.Words(
        value(telling.scenario()),
        telling.participants().stream().map(this::value).toList(),
        report());
  }

  /** Where its evidence goes. */
  ReportRules report() {
    return value(drill.telling().report());
  }

  /** When it is due. */
  List<Trigger> schedule() {
    return drill.rules().schedule().stream().map(this::value).toList();
  }

  /** Where its numbers are written. */
  Optional<MetricsRules> metrics() {
    return Optional.ofNullable(drill.rules().metrics()).map(this::value);
  }

  private <P extends Record> P value(Part<P> part) {
    Values values = Values.of(drill.restore(), loaded.variables());
    return switch (new Binder(drill.restore()).bind(part, values)) {
      case Bound.Ready<P>(P value, boolean late) -> value;
      case Bound.Refused<P> refused ->
          throw new Stop(
              ExitCode.INVALID, refused.problems().getFirst().message(), "correct the drill");
    };
  }
}
