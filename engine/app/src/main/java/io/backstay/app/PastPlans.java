package io.backstay.app;

import io.backstay.plan.Identity;
import io.backstay.program.Program;
import io.backstay.run.Declared;
import io.backstay.run.RunRecord;
import io.backstay.spi.Failure;
import java.nio.file.Path;

/** The plans of past runs, bound as they were then. */
final class PastPlans implements Declared {
  private final Session session;
  private final Loader loader;

  PastPlans(Session session) {
    this.session = session;
    this.loader = new Loader(session);
  }

  /** The plan of a run with the inputs it had; what the command line says now comes first. */
  Loader.Loaded load(RunRecord run) {
    String environment = Identity.of(run.started().plan().name()).environment();
    return loader.load(
        run.started().plan().file(),
        environment.isEmpty() ? null : environment,
        run.started().asked().inputs());
  }

  @Override
  public Things of(RunRecord run) {
    Path file = run.started().plan().file();
    try {
      Loader.Loaded loaded = load(run);
      Program program = loader.lower(loaded, run.started().run(), null);
      return new Things(program.resources(), session.secrets(loaded));
    } catch (Stop unreadable) {
      throw Failure.of("R154", "the plan `" + file + "` of run " + run.id() + " cannot be read")
          .help("put the file back as it was, then: backstay resume " + run.id() + " --undo-only")
          .because(unreadable);
    }
  }
}
