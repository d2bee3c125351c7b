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
import java.util.Optional;
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
    return asked(loaded).map(selection -> made(drill.backupPlan(), selection.type())).orElse(null);
  }

  /** What a drill says of the set that is made for it; empty when it asks for none. */
  static Optional<DrillSelection> asked(Loader.Loaded loaded) {
    Drill drill = Objects.requireNonNull(loaded.drill());
    Values values = Values.of(drill.restore(), loaded.variables());
    return new Binder(drill.restore()).bind(drill.backup(), values)
                instanceof Bound.Ready<DrillSelection>(DrillSelection selection, boolean late)
            && selection.fresh()
            && selection.of() == DrillSelection.Of.REAL
        ? Optional.of(selection)
        : Optional.empty();
  }

  private String made(Plan backup, @Nullable String type) {
    Loader.Loaded loaded = loader.typed(loader.load(backup.head().file()), type);
    Program program = loader.lower(loaded, new Runs(session).begin(loaded, "for a drill"), null);
    RunResult result =
        new Execution(session, loaded).run("run", program.with(withoutPrune(program.steps())));
    if (result instanceof RunResult.Ended(var run) && run.state().succeeded()) {
      return run.id();
    }
    new Verdicts(session).tell(result, "");
    throw new Stop(
        ExitCode.BLOCKED, "the drill was not started: its fresh backup could not be made", null);
  }

  /** A drill deletes nothing that is not its own; what stands beside a prune is still done. */
  private static List<Node> withoutPrune(List<Node> nodes) {
    return nodes.stream().flatMap(node -> withoutPrune(node).stream()).toList();
  }

  private static Optional<Node> withoutPrune(Node node) {
    return switch (node) {
      case Node.Step step -> prunes(step) ? Optional.empty() : Optional.of(step);
      case Node.Group it -> {
        List<Node> rest = withoutPrune(it.nodes());
        Node group = new Node.Group(it.id(), it.when(), rest);
        yield rest.isEmpty() ? Optional.empty() : Optional.of(group);
      }
      case Node.Parallel it -> {
        List<Node> rest = withoutPrune(it.nodes());
        Node all = new Node.Parallel(it.id(), it.when(), it.max(), it.failFast(), rest);
        yield rest.isEmpty() ? Optional.empty() : Optional.of(all);
      }
    };
  }

  private static boolean prunes(Node.Step step) {
    return step.ops().preview().stream()
        .anyMatch(op -> op instanceof Op.Transfer t && t.what() instanceof Op.Movement.Expire);
  }
}
