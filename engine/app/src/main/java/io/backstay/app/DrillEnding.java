package io.backstay.app;

import io.backstay.drill.DrillReporter;
import io.backstay.drill.Injector;
import io.backstay.drill.Struck;
import io.backstay.plan.Binder;
import io.backstay.plan.Bound;
import io.backstay.plan.Drill;
import io.backstay.plan.Part;
import io.backstay.plan.Values;
import io.backstay.program.Program;
import io.backstay.run.RunRecord;
import io.backstay.survey.Stock;
import java.util.List;

/** Has a drill that ended judged, and says how it went and where the evidence is. */
final class DrillEnding {
  private final Session session;
  private final Loader.Loaded loaded;
  private final Drill drill;

  DrillEnding(Session session, Loader.Loaded loaded, Drill drill) {
    this.session = session;
    this.loaded = loaded;
    this.drill = drill;
  }

  /**
   * Tells it.
   *
   * @param injector what has gone wrong on purpose
   */
  ExitCode tell(Injector injector, RunRecord run) {
    List<Struck> struck = injector.struck();
    Program program = injector.faulty();
    DrillReporter reporter = DrillReporter.found();
    Stock stock = Stock.of(program, session.look(loaded), session.trust());
    DrillReporter.Judged judged =
        reporter.report(
            new DrillReporter.Ended(
                drill, program, run, stock, words(), session.trust().keys(), struck));
    new Telling(session, loaded).judged(drill, run, judged.verdict(), judged.summary());
    if (session.json()) {
      session.print(judged.document());
    } else {
      judged.lines().forEach(session::say);
      session.say(verdict(judged) + "   " + judged.directory());
    }
    return exit(judged.verdict());
  }

  private String verdict(DrillReporter.Judged judged) {
    Console.Style style =
        judged.verdict() == DrillReporter.Verdict.PASSED ? Console.Style.GOOD : Console.Style.BAD;
    return session.console().styled(style, judged.verdict().name().replace('_', ' '));
  }

  private static ExitCode exit(DrillReporter.Verdict verdict) {
    return switch (verdict) {
      case PASSED -> ExitCode.OK;
      case FAILED -> ExitCode.UNPROVEN;
      case NOT_STARTED -> ExitCode.BLOCKED;
      case ATTENTION -> ExitCode.ATTENTION;
    };
  }

  private DrillReporter.Words words() {
    Drill.Telling telling = drill.telling();
    return new DrillReporter.Words(
        value(telling.scenario()),
        telling.participants().stream().map(this::value).toList(),
        value(telling.report()));
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
