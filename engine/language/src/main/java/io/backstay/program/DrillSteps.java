package io.backstay.program;

import io.backstay.plan.CheckDecl;
import io.backstay.plan.Declared;
import io.backstay.plan.Drill;
import io.backstay.plan.PlannedStep;
import io.backstay.plan.Position;
import io.backstay.spi.CheckType;
import io.backstay.spi.CheckUse;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Resource;
import io.backstay.spi.Scratch;
import io.backstay.spi.ScratchType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The steps of a drill: scratch is made, the Restore's own steps are taken as they are, as far as
 * they touch nothing but scratch, and everything is checked. What is not exercised stays visible as
 * a step that is skipped, with the reason.
 */
final class DrillSteps {
  private final Drill drill;
  private final Bindings real;
  private final Bindings standIns;
  private final Set<String> runAnyway = new HashSet<>();

  DrillSteps(Drill drill, Bindings real, Bindings standIns) {
    this.drill = drill;
    this.real = real;
    this.standIns = standIns;
    collect(drill.restore().flow().steps());
    collect(drill.restore().flow().onFailure());
    collect(drill.restore().flow().finallySteps());
  }

  private void collect(List<PlannedStep> steps) {
    for (PlannedStep step : steps) {
      if (step.modifiers().inDrills()) {
        runAnyway.add(step.id());
      }
      collect(step.children());
    }
  }

  List<Node> all(Map<String, Scratch> scratch, Program restore) {
    List<Node> steps = new ArrayList<>();
    for (Declared<ScratchType<?>> declared : drill.scratch().values()) {
      Optional.ofNullable(scratch.get(declared.name()))
          .ifPresent(made -> steps.add(provision(declared, made, restore)));
    }
    checks("preflight", restore.preflight()).ifPresent(steps::add);
    steps.addAll(exercised(restore.steps()));
    checks("verify", standIns.checks(drill.verify())).ifPresent(steps::add);
    checks("hypothesis", real.checks(drill.hypothesis())).ifPresent(steps::add);
    return steps;
  }

  private Node provision(Declared<ScratchType<?>> declared, Scratch made, Program restore) {
    String id = "provision." + declared.name();
    List<Resource> standIns =
        drill.bindings().values().stream()
            .filter(binding -> binding.scratch().equals(declared.name()))
            .map(binding -> restore.resource(binding.on()))
            .toList();
    return own(id, "provision", declared.position(), made.provision(standIns));
  }

  private Optional<Node> checks(String id, List<CheckUse> checks) {
    List<Op> ops =
        checks.stream()
            .<Op>map(check -> new Op.Check(check, null))
            .filter(this::looksAtScratch)
            .toList();
    Position at =
        Stream.concat(drill.verify().stream(), drill.hypothesis().stream())
            .map(CheckDecl::position)
            .findFirst()
            .orElse(drill.head().content().position());
    return ops.isEmpty() ? Optional.empty() : Optional.of(own(id, "verify", at, ops));
  }

  private static Node own(String id, String type, Position at, List<Op> ops) {
    return new Node.Step(
        DrillLowering.OWN_STEP + id,
        type,
        id,
        Guard.ALWAYS,
        null,
        Node.Retry.NEVER,
        Node.OnError.FAIL,
        new Node.Where(at.file(), at.line(), at.column(), DrillLowering.OWN_STEP + id),
        new Late.Known<>(ops));
  }

  /** The Restore's steps, those skipped that a drill does not exercise. */
  List<Node> exercised(List<Node> nodes) {
    return nodes.stream().map(this::exercised).toList();
  }

  private Node exercised(Node node) {
    return switch (node) {
      case Node.Step step -> step(step);
      case Node.Group group -> new Node.Group(group.id(), group.when(), exercised(group.nodes()));
      case Node.Parallel parallel ->
          new Node.Parallel(
              parallel.id(),
              parallel.when(),
              parallel.max(),
              parallel.failFast(),
              exercised(parallel.nodes()));
    };
  }

  private Node step(Node.Step step) {
    Late<List<Op>> ops = step.ops().map(this::withoutUnboundChecks);
    Optional<String> why = notExercised(step, ops.preview());
    Guard when =
        why.<Guard>map(because -> new Guard.Decided(DrillLowering.NOT_EXERCISED + because, false))
            .orElse(step.when());
    return new Node.Step(
        step.id(),
        step.type(),
        step.name(),
        when,
        step.timeout(),
        step.retry(),
        step.onError(),
        step.where(),
        why.isPresent() ? new Late.Known<>(List.of()) : ops);
  }

  private List<Op> withoutUnboundChecks(List<Op> ops) {
    return ops.stream().filter(this::looksAtScratch).toList();
  }

  private boolean looksAtScratch(Op op) {
    return !(op instanceof Op.Check check) || looksAt(check.check()).allMatch(this::bound);
  }

  @SuppressWarnings("unchecked") // a check's parameters are of its type's own class
  private <P extends Record> Stream<Ref> looksAt(CheckUse use) {
    CheckType<P> type =
        (CheckType<P>)
            Optional.ofNullable(drill.restore().words().checks().get(use.type())).orElseThrow();
    return type.looksAt((P) use.params()).stream();
  }

  private Optional<String> notExercised(Node.Step step, List<Op> ops) {
    if (step.ops().preview().isEmpty()) {
      return Optional.empty();
    }
    if (ops.isEmpty()) {
      return Optional.of("nothing it looks at is bound to scratch");
    }
    boolean program = Effects.flat(ops).anyMatch(op -> op instanceof Op.Run);
    if (program && !runAnyway.contains(step.id())) {
      return Optional.of("it runs a program and does not say `drill: run`");
    }
    boolean web = Effects.flat(ops).anyMatch(op -> op instanceof Op.Call c && isWeb(c.on()));
    if (web && !runAnyway.contains(step.id())) {
      return Optional.of("it may change what is at an address and does not say `drill: run`");
    }
    return Effects.flat(ops)
        .flatMap(op -> touched(op).stream())
        .filter(ref -> !bound(ref))
        .findFirst()
        .map(ref -> "`" + ref.name() + "` is not bound to scratch");
  }

  private static boolean isWeb(Ref ref) {
    return ref.kind() == Ref.Kind.WEB;
  }

  private boolean bound(Ref ref) {
    return switch (ref.kind()) {
      case SOURCE, SERVICE ->
          drill.bindings().containsKey(ref.name()) || ref.name().startsWith(DrillLowering.REAL);
      case STORE, SCRATCH, SET, RUN, PROGRAM, WEB -> true;
    };
  }

  private static List<Ref> touched(Op op) {
    return switch (op) {
      case Op.Observe it -> List.of(it.on());
      case Op.Hold it -> List.of(it.on());
      case Op.Change it -> List.of(it.on());
      case Op.Owe it -> List.of(it.on());
      case Op.Settle it -> List.of(it.on());
      case Op.Call it -> List.of(it.on());
      case Op.Stream it -> drained(it.to());
      case Op.Check it -> List.of();
      case Op.Together it -> List.of();
      case Op.Run it -> List.of();
      case Op.Transfer it -> List.of();
    };
  }

  private static List<Ref> drained(Op.Drain to) {
    return switch (to) {
      case Op.Drain.Into into -> List.of(into.on());
      case Op.Drain.ToTrees trees -> List.copyOf(trees.targets().values());
      case Op.Drain.ToArtifact artifact -> List.of();
    };
  }
}
