package io.backstay.app;

import io.backstay.program.Program;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class RunVerb extends Verb {
  String plan = "";
  @Nullable String type;
  @Nullable String description;
  @Nullable String expect;
  boolean dryRun;

  @Override
  void declare(Syntax syntax) {
    syntax.does("Make a backup.");
    syntax.parameter("plan", String.class, "Name or path of a Backup.", value -> plan = value);
    syntax.option(
        "--type",
        "type",
        String.class,
        "Which of the plan's types of backups to make; its default when left out.",
        value -> type = value);
    syntax.option(
        "--description",
        "text",
        String.class,
        "What this run is for; kept with the set.",
        value -> description = value);
    syntax.option(
        "--expect",
        "fingerprint",
        String.class,
        "Refuse to run unless a preview made now has this fingerprint.",
        value -> expect = value);
    syntax.flag(
        "-n, --dry-run", "Preview only; the same as the verb preview.", given -> dryRun = given);
  }

  @Override
  boolean pays() {
    return !dryRun;
  }

  @Override
  ExitCode run(Session session) {
    Loader loader = new Loader(session);
    Loader.Loaded loaded =
        loader.typed(
            loader.load(
                new PlanFiles(session.directory(), root.dir)
                    .find(plan, List.of(PlanFiles.Kind.BACKUP))),
            type);
    Previews previews = new Previews(session, loaded);
    if (dryRun) {
      return previews.show(null, Previews.Depth.LIVE, command(session));
    }
    previews.expect(expect, null);
    Program program = loader.lower(loaded, new Runs(session).begin(loaded, description), null);
    return new Verdicts(session)
        .tell(new Execution(session, loaded).run("run", program), next(session, loaded, program));
  }

  private String command(Session session) {
    return "backstay run " + session.typed(plan) + (type == null ? "" : " --type " + type);
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
