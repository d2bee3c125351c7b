package io.backstay.app;

import io.backstay.plan.Plan;
import io.backstay.program.Program;
import io.backstay.run.Declared;
import io.backstay.run.PlanRunner;
import io.backstay.run.RunListener;
import io.backstay.run.RunOptions;
import io.backstay.run.RunRecord;
import io.backstay.run.RunResult;
import io.backstay.spi.Ref;
import io.backstay.spi.Resource;
import io.backstay.survey.Estimates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Runs a program on this host and shows it. */
final class Execution {
  private final Session session;
  private final Loader.Loaded loaded;

  Execution(Session session, Loader.Loaded loaded) {
    this.session = session;
    this.loaded = loaded;
  }

  RunResult run(Program program) {
    if (session.flags().at != null) {
      throw new Stop(ExitCode.INVALID, "--at is for previews; a run happens now", null);
    }
    PlanRunner runner =
        new PlanRunner(
            session.state(),
            session.clock(),
            session.random(),
            session.secrets(loaded),
            declared(),
            session.catalog().checks());
    if (!session.flags().quiet) {
      session.note(
          "backstay %s  run %s  %s"
              .formatted(Version.NUMBER, program.run().id(), program.plan().name()));
    }
    RunOptions options = new RunOptions(session.flags().lockWait, null);
    try (Progress progress = progress(program)) {
      return runner.run(program, options, listener(progress));
    }
  }

  private RunListener listener(Progress progress) {
    return session.flags().quiet
        ? RunListener.NONE
        : new RunText(session.console(), session.flags().verbose, progress);
  }

  private Progress progress(Program program) {
    if (!session.console().terminal()) {
      return new LineProgress(session.console().err());
    }
    Estimates estimates = Estimates.of(session.history(), program.plan());
    return new BarProgress(session.console(), estimates::of);
  }

  /** A dead run is settled with the things its plan declares today. */
  private Declared declared() {
    return this::resources;
  }

  private Map<Ref, Resource> resources(RunRecord run) {
    Path file = run.started().plan().file();
    if (!Files.isRegularFile(file)) {
      return Map.of();
    }
    Loader loader = new Loader(session);
    Loader.Loaded other = loader.load(file);
    Plan plan = other.plan();
    return loader.lower(other, new Runs(session).imagine(plan), null).resources();
  }
}
