package io.backstay.app;

import io.backstay.program.Program;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "run", description = "Make a backup.")
final class RunVerb extends Verb {
  @Parameters(paramLabel = "plan", description = "Name or path of a Backup.")
  String plan = "";

  @Option(
      names = "--description",
      paramLabel = "text",
      description = "What this run is for; kept with the set.")
  @Nullable String description;

  @Option(
      names = "--expect",
      paramLabel = "fingerprint",
      description = "Refuse to run unless a preview made now has this fingerprint.")
  @Nullable String expect;

  @Option(
      names = {"-n", "--dry-run"},
      description = "Preview only; the same as the verb preview.")
  boolean dryRun;

  @Override
  boolean pays() {
    return !dryRun;
  }

  @Override
  ExitCode run(Session session) {
    Loader loader = new Loader(session);
    Loader.Loaded loaded =
        loader.load(
            new PlanFiles(session.directory(), root.dir)
                .find(plan, List.of(PlanFiles.Kind.BACKUP)));
    Previews previews = new Previews(session, loaded);
    if (dryRun) {
      return previews.show(null, Previews.Depth.LIVE, "backstay run " + session.typed(plan));
    }
    previews.expect(expect, null);
    Program program =
        loader.lower(loaded, new Runs(session).begin(loaded.head(), description), null);
    return new Verdicts(session)
        .tell(new Execution(session, loaded).run("run", program), next(session, loaded, program));
  }

  /** What to do with a set that was made: see what restoring it would change. */
  private String next(Session session, Loader.Loaded loaded, Program program) {
    String name = loaded.plan().name();
    PlanFiles files = new PlanFiles(session.directory(), root.dir);
    return files.knows(name, PlanFiles.Kind.RESTORE)
        ? "backstay restore %s %s --dry-run".formatted(session.typed(name), program.run().id())
        : "backstay list " + session.typed(plan);
  }
}
