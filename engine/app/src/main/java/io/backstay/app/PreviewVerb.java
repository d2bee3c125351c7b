package io.backstay.app;

import io.backstay.plan.EffectivePlan;
import io.backstay.run.route.RoutesAsYaml;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "preview",
    description = "Show what a run or a restore would do, and touch nothing.")
final class PreviewVerb extends Verb {
  @Parameters(index = "0", paramLabel = "plan", description = "Name or path of a plan.")
  String plan = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "set",
      description = "For a Restore: which set.")
  @Nullable String set;

  @Option(names = "--offline", description = "Look at nothing but the files.")
  boolean offline;

  @Option(
      names = "--probe-write",
      description =
          "Also prove that each store can be written, with one object that is removed again.")
  boolean probeWrite;

  @Option(
      names = "--explain-vars",
      description = "Only the value of each input, and where it comes from.")
  boolean explainVars;

  @Option(
      names = "--show-effective",
      description = "Only the plan as it is in its environment, with the origin of each line.")
  boolean showEffective;

  @Option(
      names = "--routes",
      description = "Only the Camel routes the plan becomes, as YAML; for the curious.")
  boolean routes;

  @Override
  boolean reports() {
    return true;
  }

  @Override
  ExitCode run(Session session) {
    Previews.Depth depth = depth();
    Loader loader = new Loader(session);
    Loader.Loaded loaded =
        loader.load(
            new PlanFiles(session.directory(), root.dir)
                .find(plan, List.of(PlanFiles.Kind.values())));
    if (explainVars) {
      return new Inputs(session, loaded.variables().origins()).show();
    }
    if (showEffective) {
      String yaml = EffectivePlan.of(loaded.plan());
      session.result(yaml, Map.of("effective", yaml));
      return ExitCode.OK;
    }
    if (routes) {
      String yaml =
          RoutesAsYaml.of(loader.lower(loaded, new Runs(session).imagine(loaded.head()), set));
      session.result(yaml, Map.of("routes", yaml));
      return ExitCode.OK;
    }
    String verb =
        switch (loaded.head().kind()) {
          case RESTORE -> "restore";
          case DRILL -> "drill";
          default -> "run";
        };
    return new Previews(session, loaded)
        .show(
            set,
            depth,
            "backstay " + verb + " " + session.typed(plan) + (set == null ? "" : " " + set));
  }

  private Previews.Depth depth() {
    if (probeWrite && (offline || explainVars || showEffective || routes)) {
      throw new Stop(
          ExitCode.INVALID,
          "--probe-write is for previews that look at the world",
          "leave out --offline, --explain-vars, --show-effective and --routes, or --probe-write");
    }
    if (offline) {
      return Previews.Depth.OFFLINE;
    }
    return probeWrite ? Previews.Depth.PROBE_WRITE : Previews.Depth.LIVE;
  }
}
