package io.backstay.program;

import io.backstay.plan.CheckDecl;
import io.backstay.plan.Declared;
import io.backstay.plan.Drill;
import io.backstay.plan.Position;
import io.backstay.spi.CheckUse;
import io.backstay.spi.Op;
import io.backstay.spi.Resource;
import io.backstay.spi.Scratch;
import io.backstay.spi.ScratchType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The steps of a drill: scratch is made, and what the drill does there itself; then the Restore's
 * own steps are taken as they are, as far as they touch nothing but scratch, and everything is
 * checked.
 */
final class DrillSteps {
  private final Drill drill;
  private final Bindings real;
  private final Bindings standIns;
  private final Prelude prelude;
  private final Exercise exercise;

  DrillSteps(Drill drill, Bindings real, Bindings standIns, Prelude prelude) {
    this.drill = drill;
    this.real = real;
    this.standIns = standIns;
    this.prelude = prelude;
    this.exercise = new Exercise(drill, drill.restore(), prelude.ownSet());
  }

  List<Node> all(Map<String, Scratch> scratch, Program restore) {
    List<Node> steps = new ArrayList<>();
    for (Declared<ScratchType<?>> declared : drill.scratch().values()) {
      Optional.ofNullable(scratch.get(declared.name()))
          .ifPresent(made -> steps.add(provision(declared, made, restore)));
    }
    if (prelude.any()) {
      steps.addAll(prelude.steps(standIns, restore.resources()));
    }
    checks(prelude.any() ? "select.preflight" : "preflight", restore.preflight())
        .ifPresent(steps::add);
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
            .filter(exercise::looksAtScratch)
            .toList();
    Position at =
        Stream.concat(drill.verify().stream(), drill.hypothesis().stream())
            .map(CheckDecl::position)
            .findFirst()
            .orElse(drill.head().content().position());
    return ops.isEmpty() ? Optional.empty() : Optional.of(own(id, "verify", at, ops));
  }

  /** A step of the drill itself. */
  static Node own(String id, String type, Position at, List<Op> ops) {
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
    return exercise.of(nodes);
  }
}
