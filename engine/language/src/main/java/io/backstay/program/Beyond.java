package io.backstay.program;

import io.backstay.plan.Binder;
import io.backstay.plan.Bound;
import io.backstay.plan.Catalog;
import io.backstay.plan.NotYet;
import io.backstay.plan.Plan;
import io.backstay.plan.PlanKind;
import io.backstay.plan.Position;
import io.backstay.plan.Problem;
import io.backstay.plan.Selection;
import io.backstay.plan.Values;
import io.backstay.plan.Variables;
import io.backstay.spi.Artifacts;
import io.backstay.spi.CheckUse;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds what a run would reach and this version does not do. */
public final class Beyond {
  private final Plan plan;
  private final Catalog words;
  private final List<Problem> found = new ArrayList<>();

  private Beyond(Plan plan) {
    this.plan = plan;
    this.words = plan.words();
  }

  /**
   * Why a program cannot be run by this version; empty when it can be.
   *
   * @param plan whose program it is; of a drill, its Restore
   * @param variables the inputs it was made with
   */
  public static Optional<Problem> of(Plan plan, Variables variables, Program program) {
    Beyond beyond = new Beyond(plan);
    boolean restores = program.plan().kind().equals(PlanKind.RESTORE.word());
    if (restores && withWal(plan, Values.of(plan, variables).with(program.run()))) {
      beyond.note("with-wal", NotYet.withWal(plan));
    }
    Stream.of(program.steps(), program.onFailure(), program.finallySteps()).forEach(beyond::nodes);
    program.preflight().forEach(beyond::preflight);
    return NotYet.one(beyond.found);
  }

  /** It decides nothing that is done, so it is no part of a program. */
  private static boolean withWal(Plan plan, Values values) {
    Plan.Recovery recovery = plan.recovery();
    return recovery != null
        && new Binder(plan).bind(recovery.backup(), values)
            instanceof Bound.Ready<Selection>(Selection selection, boolean late)
        && selection.withWal();
  }

  private void note(String what, @Nullable Position at) {
    found.add(NotYet.refused(what, at));
  }

  private void nodes(List<Node> nodes) {
    nodes.stream().filter(node -> !Boolean.FALSE.equals(node.when().decided())).forEach(this::node);
  }

  private void node(Node node) {
    switch (node) {
      case Node.Step step -> step(step);
      case Node.Group group -> nodes(group.nodes());
      case Node.Parallel parallel -> nodes(parallel.nodes());
    }
  }

  private void step(Node.Step step) {
    Node.Where where = step.where();
    Position at = new Position(where.file(), where.line(), where.column(), step.type().length());
    if (NotYet.step(step.type())) {
      note(step.type(), at);
      return;
    }
    List<Op> ops = Effects.flat(step.ops().preview()).toList();
    if (ops.stream().anyMatch(Beyond::fetchesLog)) {
      note("fetch: wal", at);
    }
    ops.stream()
        .flatMap(op -> Stream.concat(Exercise.touched(op), lookedAt(op)))
        .flatMap(ref -> kind(ref).stream())
        .findFirst()
        .ifPresent(kind -> note(kind, at));
  }

  private Stream<Ref> lookedAt(Op op) {
    return op instanceof Op.Check check ? Exercise.looksAt(check.check(), words) : Stream.of();
  }

  private void preflight(CheckUse check) {
    Exercise.looksAt(check, words)
        .flatMap(ref -> kind(ref).stream())
        .findFirst()
        .ifPresent(kind -> note(kind, null));
  }

  private Optional<String> kind(Ref ref) {
    return ref.kind() == Ref.Kind.SOURCE
        ? Optional.of(plan.things().type(ref)).filter(NotYet::source)
        : Optional.empty();
  }

  private static boolean fetchesLog(Op op) {
    return op instanceof Op.Transfer(Op.Movement.Fetch fetch)
        && fetch.artifacts().stream().anyMatch(Artifacts::log);
  }
}
