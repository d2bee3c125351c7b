package io.backstay.app;

import io.backstay.plan.Identity;
import io.backstay.plan.PlanReader;
import io.backstay.plan.Reading;
import io.backstay.program.DrillLowering;
import io.backstay.program.Lowering;
import io.backstay.program.Program;
import io.backstay.run.Declared;
import io.backstay.run.RunRecord;
import io.backstay.spi.Failure;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The plans of past runs, bound as they were then. */
final class PastPlans implements Declared {
  private final Session session;
  private final Loader loader;

  PastPlans(Session session) {
    this.session = session;
    this.loader = new Loader(session);
  }

  /** The plan of a run as it was then, and with the inputs it had. */
  Loader.Loaded then(RunRecord run) {
    PlanReader reader = reader(run);
    if (changed(run)) {
      session.note(
          "R154: the plan of run %s is not what it was; what the run owes is as its journal says"
              .formatted(run.id()));
      reader = reader.as(PlanThen.of(run).texts());
    }
    return loader.load(reader, file(run), run.started().asked().inputs());
  }

  /** Whether the file says something else by now, or nothing any more. */
  private boolean changed(RunRecord run) {
    String then = run.started().plan().digest();
    return switch (reader(run).read(file(run))) {
      case Reading.Valid now -> !Lowering.digest(now.plan()).equals(then);
      case Reading.ValidDrill now -> !DrillLowering.digest(now.drill()).equals(then);
      case Reading.ValidLibrary now -> true;
      case Reading.Invalid now -> true;
    };
  }

  private PlanReader reader(RunRecord run) {
    return new PlanReader(session.catalog(), Version.NUMBER).in(environment(run));
  }

  private static Path file(RunRecord run) {
    return run.started().plan().file();
  }

  private static @Nullable String environment(RunRecord run) {
    String name = Identity.of(run.started().plan().name()).environment();
    return name.isEmpty() ? null : name;
  }

  /**
   * The plan of a run as it is now with the inputs it had; what the command line says now comes
   * first.
   */
  Loader.Loaded load(RunRecord run) {
    return loader.load(file(run), environment(run), run.started().asked().inputs());
  }

  @Override
  public Things of(RunRecord run) {
    Path file = run.started().plan().file();
    try {
      Loader.Loaded loaded = then(run);
      Program program = loader.lower(loaded, run.started().run(), null);
      return new Things(program.resources(), session.secrets(loaded));
    } catch (Stop unreadable) {
      throw Failure.of("R154", "the plan `" + file + "` of run " + run.id() + " means nothing here")
          .help(
              "use the version of backstay that began it: backstay resume "
                  + run.id()
                  + " --undo-only")
          .because(unreadable);
    }
  }
}
