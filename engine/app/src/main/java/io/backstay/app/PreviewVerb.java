package io.backstay.app;

import io.backstay.plan.EffectivePlan;
import io.backstay.run.route.RoutesAsYaml;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class PreviewVerb extends Verb {
  String plan = "";
  @Nullable String set;
  @Nullable String type;
  boolean offline;
  boolean probeWrite;
  boolean explainVars;
  boolean showEffective;
  boolean routes;

  @Override
  void declare(Syntax syntax) {
    syntax.does("Show what a run or a restore would do, and touch nothing.");
    syntax.parameter("plan", String.class, "Name or path of a plan.", value -> plan = value);
    syntax.optional("set", String.class, "For a Restore: which set.", value -> set = value);
    syntax.option(
        "--type",
        "type",
        String.class,
        "For a Backup: which of its types; its default when left out.",
        value -> type = value);
    syntax.flag("--offline", "Look at nothing but the files.", given -> offline = given);
    syntax.flag(
        "--probe-write",
        "Also prove that each store can be written, with one object that is removed again.",
        given -> probeWrite = given);
    syntax.flag(
        "--explain-vars",
        "Only the value of each input, and where it comes from.",
        given -> explainVars = given);
    syntax.flag(
        "--show-effective",
        "Only the plan as it is in its environment, with the origin of each line.",
        given -> showEffective = given);
    syntax.flag(
        "--routes",
        "Only the Camel routes the plan becomes, as YAML; for the curious.",
        given -> routes = given);
  }

  @Override
  boolean reports() {
    return true;
  }

  @Override
  ExitCode run(Session session) {
    Previews.Depth depth = depth();
    Loader loader = new Loader(session);
    Loader.Loaded loaded = loader.typed(load(session, plan, PlanFiles.Kind.values()), type);
    if (explainVars) {
      return new Inputs(session, loaded.variables().origins()).show();
    }
    if (showEffective) {
      String yaml = EffectivePlan.of(loaded.plan());
      session.result(yaml, Map.of("effective", yaml));
      return ExitCode.OK;
    }
    if (routes) {
      String yaml = RoutesAsYaml.of(loader.lower(loaded, new Runs(session).imagine(loaded), set));
      session.result(yaml, Map.of("routes", yaml));
      return ExitCode.OK;
    }
    String verb =
        switch (loaded.head().kind()) {
          case RESTORE -> "restore";
          case DRILL -> "drill";
          default -> "run";
        };
    String what = set == null ? "" : " " + set;
    String kind = type == null ? "" : " --type " + type;
    return new Previews(session, loaded)
        .show(set, depth, "backstay " + verb + " " + session.typed(plan) + what + kind);
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
