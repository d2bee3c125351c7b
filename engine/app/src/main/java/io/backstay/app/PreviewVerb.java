package io.backstay.app;

import io.backstay.plan.PlanKind;
import java.util.List;
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

  @Override
  ExitCode run(Session session) {
    Loader.Loaded loaded =
        new Loader(session)
            .load(
                new PlanFiles(session.directory(), root.dir)
                    .find(plan, List.of(PlanFiles.Kind.values())));
    boolean restore = loaded.plan().head().kind() == PlanKind.RESTORE;
    String verb = restore ? "restore" : "run";
    return new Previews(session, loaded)
        .show(set, offline, "backstay " + verb + " " + plan + (set == null ? "" : " " + set));
  }
}
