package io.backstay.app;

import io.backstay.drill.DrillReporter;
import io.backstay.drill.Publication;
import io.backstay.drill.Struck;
import io.backstay.plan.Drill;
import io.backstay.program.Program;
import io.backstay.run.RunEvent;
import io.backstay.run.RunRecord;
import io.backstay.set.SetContent;
import io.backstay.spi.Failure;
import io.backstay.spi.Ref;
import io.backstay.spi.Store;
import io.backstay.spi.StoreRef;
import io.backstay.survey.Stock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Has a drill that ended judged, and says how it went and where the evidence is. */
final class DrillEnding {
  private final Session session;
  private final Loader.Loaded loaded;
  private final Drill drill;
  private final List<RunRecord> killed;

  /**
   * An ending.
   *
   * @param killed runs of the drill that its own faults have killed
   */
  DrillEnding(Session session, Loader.Loaded loaded, Drill drill, List<RunRecord> killed) {
    this.session = session;
    this.loaded = loaded;
    this.drill = drill;
    this.killed = killed;
  }

  /**
   * Has it judged, and people told.
   *
   * @param program what was run
   * @param struck what its faults have done
   */
  DrillReporter.Judged judge(Program program, RunRecord run, List<Struck> struck) {
    DrillReporter.Judged judged = DrillReporter.found().report(ended(program, run, struck));
    new DrillMetering(session, new DrillWords(loaded, drill)).after(judged);
    new Telling(session, loaded).judged(drill, run, judged.verdict(), judged.summary());
    return judged;
  }

  /** Whether it is to be looked at by somebody if it ends like this. */
  boolean failed(Program program, RunRecord run, List<Struck> struck) {
    DrillReporter.Verdict verdict = DrillReporter.found().verdict(ended(program, run, struck));
    return verdict == DrillReporter.Verdict.FAILED;
  }

  private DrillReporter.Ended ended(Program program, RunRecord run, List<Struck> struck) {
    Stock stock =
        program.makesItsOwnSet()
            ? Stock.NONE
            : Stock.of(program, session.look(loaded), session.trust());
    return new DrillReporter.Ended(
        drill,
        program,
        run,
        killed,
        stock,
        lockedUntil(program, run, stock),
        new DrillWords(loaded, drill).all(),
        Revisions.of(drill),
        session.trust().keys(),
        struck);
  }

  /** A store that does not answer promises nothing. */
  private @Nullable Instant lockedUntil(Program program, RunRecord run, Stock stock) {
    RunEvent.SetChosen chosen = run.set();
    if (chosen == null
        || !(program.resources().get(Ref.of(new StoreRef(chosen.store()))) instanceof Store it)) {
      return null;
    }
    try {
      return stock
          .find(chosen.store(), chosen.set())
          .flatMap(set -> new SetContent(set, it.reader(session.look(loaded))).lockedUntil())
          .orElse(null);
    } catch (Failure failure) {
      return null;
    }
  }

  /**
   * Says how it went, and puts the evidence where it is to be published.
   *
   * @param program with the stores as they are
   */
  ExitCode tell(DrillReporter.Judged judged, Program program) {
    ExitCode exit = tell(judged);
    StoreRef to = new DrillWords(loaded, drill).report().publish();
    return to == null || published(judged, program, to) || exit != ExitCode.OK
        ? exit
        : ExitCode.FAILED;
  }

  private boolean published(DrillReporter.Judged judged, Program program, StoreRef to) {
    try {
      if (drill.bindings().containsKey(to.name())
          || !(program.resource(Ref.of(to)) instanceof Store store)) {
        throw Failure.of("R772", "store `" + to.name() + "` is scratch, and gone");
      }
      Publication publication = new Publication(store, program.run(), session.look(loaded));
      String place = publication.of(drill.name(), judged.directory());
      session.note("evidence published in `" + to.name() + "`: " + place);
      return true;
    } catch (Failure failure) {
      session.note("R772: the evidence is not published: " + failure.message());
      return false;
    }
  }

  private ExitCode tell(DrillReporter.Judged judged) {
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
}
