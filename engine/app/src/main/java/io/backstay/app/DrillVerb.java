package io.backstay.app;

import io.backstay.drill.Injector;
import io.backstay.plan.Drill;
import io.backstay.program.Program;
import io.backstay.run.RunResult;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

final class DrillVerb extends Verb {
  String name = "";
  @Nullable String set;
  @Nullable String expect;
  boolean dryRun;

  @Override
  void declare(Syntax syntax) {
    syntax.does("Rehearse a restore on scratch resources, and measure it.");
    syntax.parameter("drill", String.class, "Name or path of a Drill.", value -> name = value);
    syntax.option(
        "--set",
        "set",
        String.class,
        "Rehearse with this set instead of the one the drill chooses.",
        value -> set = value);
    syntax.option(
        "--expect",
        "fingerprint",
        String.class,
        "Refuse to run unless a preview made now has this fingerprint.",
        value -> expect = value);
    syntax.flag(
        "-n, --dry-run", "Preview only; nothing is made or restored.", given -> dryRun = given);
  }

  @Override
  boolean pays() {
    return !dryRun;
  }

  @Override
  ExitCode run(Session session) {
    Loader loader = new Loader(session);
    Loader.Loaded loaded =
        loader.load(
            new PlanFiles(session.directory(), root.dir).find(name, List.of(PlanFiles.Kind.DRILL)));
    Drill drill = Objects.requireNonNull(loaded.drill(), "only drills are looked for");
    Previews previews = new Previews(session, loaded);
    if (dryRun) {
      return previews.show(set, Previews.Depth.LIVE, "backstay drill " + name);
    }
    previews.expect(expect, set);
    String taken = set == null ? new FreshSet(session, loader).of(loaded) : set;
    Program program = loader.lower(loaded, new Runs(session).begin(loaded, null), taken);
    try (Injector injector = new Injector(program, session.clock())) {
      RunResult result = new Execution(session, loaded).run(injector);
      return result instanceof RunResult.Ended(var run)
          ? new DrillEnding(session, loaded, drill).tell(injector, run)
          : new Verdicts(session).tell(result, "");
    }
  }
}
