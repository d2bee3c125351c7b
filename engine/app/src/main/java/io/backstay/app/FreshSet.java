package io.backstay.app;

import io.backstay.plan.Binder;
import io.backstay.plan.Bound;
import io.backstay.plan.Drill;
import io.backstay.plan.DrillSelection;
import io.backstay.plan.Plan;
import io.backstay.plan.Values;
import io.backstay.program.Node;
import io.backstay.program.Program;
import io.backstay.run.RunResult;
import io.backstay.spi.Op;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A backup that a drill makes for itself, before its clock starts. */
final class FreshSet {
  private final Session session;
  private final Loader loader;

  FreshSet(Session session, Loader loader) {
    this.session = session;
    this.loader = loader;
  }

  /** The id of a set made now; null when the drill asks for none. */
  @Nullable String of(Loader.Loaded loaded) {
    Drill drill = Objects.requireNonNull(loaded.drill());
    Values values = Values.of(drill.restore(), loaded.variables());
    boolean wanted =
        new Binder(drill.restore()).bind(drill.backup(), values)
                instanceof Bound.Ready<DrillSelection>(DrillSelection selection, boolean late)
            && selection.fresh();
    return wanted ? made(drill.backupPlan()) : null;
  }

  private String made(Plan backup) {
    Loader.Loaded loaded = loader.load(backup.head().file());
    Program program =
        loader.lower(loaded, new Runs(session).begin(loaded.head(), "for a drill"), null);
    RunResult result = new Execution(session, loaded).run("run", withoutPrune(program));
    if (result instanceof RunResult.Ended(var run) && run.state().succeeded()) {
      return run.id();
    }
    new Verdicts(session).tell(result, "");
    throw new Stop(
        ExitCode.BLOCKED, "the drill was not started: its fresh backup could not be made", null);
  }

  /** A drill deletes nothing that is not its own. */
  private static Program withoutPrune(Program program) {
    List<Node> steps = program.steps().stream().filter(node -> !prunes(node)).toList();
    return new Program(
        program.plan(),
        program.run(),
        program.resources(),
        program.preflight(),
        steps,
        program.onFailure(),
        program.finallySteps(),
        program.sets(),
        program.retention(),
        program.restore(),
        program.objectives(),
        program.limits());
  }

  private static boolean prunes(Node node) {
    return Node.steps(List.of(node)).stream()
        .flatMap(step -> step.ops().preview().stream())
        .anyMatch(op -> op instanceof Op.Transfer t && t.what() instanceof Op.Movement.Expire);
  }
}
