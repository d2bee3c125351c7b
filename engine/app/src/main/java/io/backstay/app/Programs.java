package io.backstay.app;

import io.backstay.program.Guard;
import io.backstay.program.Late;
import io.backstay.program.Node;
import io.backstay.program.Program;
import io.backstay.program.RestoreRules;
import io.backstay.program.RetentionRules;
import io.backstay.run.TakeBack;
import io.backstay.spi.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Programs of verbs that do a single step of what a plan declares. */
final class Programs {
  private Programs() {}

  /** A step that stands in no plan file. */
  static Node.Step step(Program program, String verb, List<Op> ops) {
    String file = program.plan().file().toString();
    return new Node.Step(
        verb,
        verb,
        verb,
        Guard.ALWAYS,
        null,
        Node.Retry.NEVER,
        Node.OnError.FAIL,
        new Node.Where(file, 1, 1, "backstay " + verb),
        new Late.Known<>(ops));
  }

  /**
   * The program with this step instead of its own. It is known by the verb, so that how it ends is
   * never taken for how the plan's own runs go.
   */
  static Program only(
      Program program, Node.Step step, RetentionRules retention, @Nullable RestoreRules set) {
    return only(program, List.of(step), retention, set);
  }

  /** Stops what the restore has stopped, and takes back what it has done. */
  static Program undo(Program restore, String run) {
    List<Node> steps = new ArrayList<>(stops(restore, restore.steps()));
    steps.add(step(restore, "undo", TakeBack.ops(run)));
    return only(restore, steps, restore.retention(), null);
  }

  private static List<Node> stops(Program program, List<Node> nodes) {
    return nodes.stream().flatMap(node -> stops(program, node).stream()).toList();
  }

  private static List<Node> stops(Program program, Node node) {
    return switch (node) {
      case Node.Group group -> stops(program, group.nodes());
      case Node.Parallel parallel -> stops(program, parallel.nodes());
      case Node.Step step -> {
        List<Op> ops = step.ops().preview();
        boolean stops =
            ops.stream().anyMatch(op -> op instanceof Op.Change c && c.verb() == Op.Verb.STOP);
        yield stops ? List.of(step(program, step.id(), ops)) : List.of();
      }
    };
  }

  private static Program only(
      Program program, List<Node> steps, RetentionRules retention, @Nullable RestoreRules set) {
    return new Program(
        known(program.plan(), steps.getLast().id()),
        program.run(),
        program.resources(),
        List.of(),
        steps,
        List.of(),
        List.of(),
        program.sets(),
        retention,
        set,
        program.objectives(),
        program.limits());
  }

  private static Program.PlanInfo known(Program.PlanInfo plan, String verb) {
    String kind = verb.substring(0, 1).toUpperCase(Locale.ROOT) + verb.substring(1);
    return new Program.PlanInfo(
        plan.name(),
        kind,
        plan.file(),
        plan.projectRoot(),
        plan.digest(),
        plan.backup(),
        plan.effective());
  }
}
