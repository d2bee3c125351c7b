package io.backstay.app;

import io.backstay.program.Program;
import io.backstay.spi.RunInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class RunVerb extends Verb {
  String plan = "";
  @Nullable String type;
  @Nullable String description;
  @Nullable String expect;
  boolean due;
  Duration jitter = Duration.ZERO;
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
        "--due",
        "Only what its schedule says is due and was not done yet; all types, or that of --type.",
        given -> due = given);
    Jitter.declare(syntax, upTo -> jitter = upTo);
    syntax.flag(
        "-n, --dry-run", "Preview only; the same as the verb preview.", given -> dryRun = given);
  }

  @Override
  boolean pays() {
    return !dryRun;
  }

  @Override
  ExitCode run(Session session) {
    Loader.Loaded loaded =
        new Loader(session).typed(load(session, plan, PlanFiles.Kind.BACKUP), type);
    if (!dryRun && (!due || !new Timetable(session, loaded).due().isEmpty())) {
      Jitter.pass(session, jitter);
    }
    return due ? runDue(session, loaded) : make(session, loaded);
  }

  /** Where one fails, those after it are not begun: they may be about what has failed. */
  private ExitCode runDue(Session session, Loader.Loaded loaded) {
    List<String> types = new Timetable(session, loaded).due();
    if (types.isEmpty()) {
      return nothingDue(session);
    }
    if (types.size() > 1 && session.json() && !session.streams()) {
      throw new Stop(
          ExitCode.INVALID,
          "several types are due, and each has a result: " + String.join(", ", types),
          "name one with --type, or say -o ndjson");
    }
    for (String each : types) {
      ExitCode exit =
          make(session, new Loader.Loaded(loaded.plan(), null, loaded.variables(), each));
      if (exit != ExitCode.OK) {
        return exit;
      }
    }
    return ExitCode.OK;
  }

  /** Says so to machines only: people would get a mail for each call of cron. */
  static ExitCode nothingDue(Session session) {
    if (session.json()) {
      session.print(Map.of("due", false));
    }
    return ExitCode.OK;
  }

  private ExitCode make(Session session, Loader.Loaded loaded) {
    Previews previews = new Previews(session, loaded);
    if (dryRun) {
      return previews.show(null, Previews.Depth.LIVE, command(session));
    }
    new Loader(session).refuseBeyond(loaded, new Stocks(session).program(loaded));
    previews.expect(expect, null);
    Runs runs = new Runs(session);
    RunInfo begun = due ? runs.beginDue(loaded, description) : runs.begin(loaded, description);
    Program program = new Loader(session).lower(loaded, begun, null);
    return new Verdicts(session)
        .tell(new Execution(session, loaded).run("run", program), next(session, loaded, program));
  }

  private String command(Session session) {
    return "backstay run " + session.typed(plan) + (type == null ? "" : " --type " + type);
  }

  /** What to do with a set that was made, if any was: see what restoring it would change. */
  private String next(Session session, Loader.Loaded loaded, Program program) {
    if (!Metering.publishes(program)) {
      return "backstay status " + session.typed(plan);
    }
    String name = loaded.plan().name();
    PlanFiles files = new PlanFiles(session.directory(), root.dir);
    return files.knows(name, PlanFiles.Kind.RESTORE)
        ? "backstay restore %s %s --dry-run".formatted(session.typed(name), program.run().id())
        : "backstay list " + session.typed(plan);
  }
}
