package io.backstay.program;

import io.backstay.plan.Drill;
import io.backstay.plan.DrillSelection;
import io.backstay.plan.Plan;
import io.backstay.plan.PlannedStep;
import io.backstay.plan.Problem;
import io.backstay.plan.ProblemCode;
import io.backstay.plan.Types;
import io.backstay.plan.Variables;
import io.backstay.spi.CheckUse;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Resource;
import io.backstay.spi.RunInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a drill does with its scratch resources before the disaster: data are made in them, the
 * Backup is run on them, and the data are damaged. Then the disaster is declared, and the set is
 * chosen: before, there may be none.
 */
final class Prelude {
  private final Drill drill;
  private final Optional<DrillSelection> backup;
  private final Variables variables;
  private final RunInfo run;
  private final StandIns standIns;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * A prelude.
   *
   * @param backup which set the drill restores; empty after a problem was found
   * @param variables inputs of the Restore, and with them those of its Backup
   */
  Prelude(
      Drill drill,
      Optional<DrillSelection> backup,
      Variables variables,
      RunInfo run,
      StandIns standIns) {
    this.drill = drill;
    this.backup = backup;
    this.variables = variables;
    this.run = run;
    this.standIns = standIns;
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** Whether there is any. */
  boolean any() {
    return ownSet() || !drill.own().prepare().isEmpty() || !drill.own().damage().isEmpty();
  }

  /** Whether the drill restores a set of what it has made itself. */
  boolean ownSet() {
    return backup.filter(it -> it.of() == DrillSelection.Of.SCRATCH).isPresent();
  }

  /** Refuses a set that somebody has named, where there is none before the drill. */
  void refuse(@Nullable String set) {
    if (ownSet() && set != null) {
      problems.add(
          Problem.of(
                  ProblemCode.E411,
                  drill.backup().node().position(),
                  "this drill restores the set it makes itself, and `" + set + "` was named")
              .help("leave the set out"));
    }
  }

  /**
   * The steps.
   *
   * @param bindings among the stand-ins
   * @param resources what stands in
   */
  List<Node> steps(Bindings bindings, Map<Ref, Resource> resources) {
    List<Node> steps = new ArrayList<>();
    steps.addAll(own(DrillLowering.PREPARE, drill.own().prepare(), bindings, resources));
    if (ownSet()) {
      steps.addAll(backedUp());
    }
    steps.addAll(own(DrillLowering.DAMAGE, drill.own().damage(), bindings, resources));
    steps.add(chosen());
    return steps;
  }

  private List<Node> own(
      String prefix, List<PlannedStep> steps, Bindings bindings, Map<Ref, Resource> resources) {
    return new Apart(prefix).of(new Steps(bindings, resources, run, List.of()).lower(steps));
  }

  private List<Node> backedUp() {
    Plan plan = standIns.in(drill.backupPlan());
    return switch (new Lowering(plan, variables, typed(plan)).lower(null)) {
      case Lowered.Ready(Program program) -> backedUp(plan, program);
      case Lowered.Refused refused -> {
        problems.addAll(refused.problems());
        yield List.of();
      }
    };
  }

  private List<Node> backedUp(Plan plan, Program program) {
    Exercise exercise = new Exercise(drill, plan, true);
    List<Node> steps = new ArrayList<>();
    List<Op> looks =
        program.preflight().stream()
            .<Op>map(Prelude::check)
            .filter(exercise::looksAtScratch)
            .toList();
    if (!looks.isEmpty()) {
      steps.add(
          DrillSteps.own("backup.preflight", "verify", plan.head().content().position(), looks));
    }
    steps.addAll(new Apart(DrillLowering.BACKUP).of(exercise.of(program.steps())));
    return steps;
  }

  private static Op.Check check(CheckUse use) {
    return new Op.Check(use, null);
  }

  /** The type of backup it makes; the run itself is of none. */
  private RunInfo typed(Plan plan) {
    String asked = backup.map(DrillSelection::type).orElse(null);
    Types types = plan.types();
    return new RunInfo(
        run.id(),
        run.stamp(),
        run.startedAt(),
        run.zone(),
        run.plan(),
        asked == null ? types.standard() : asked,
        run.trigger(),
        run.user(),
        run.host(),
        run.description());
  }

  private Node chosen() {
    return DrillSteps.own(
        DrillLowering.SELECT.substring(DrillLowering.OWN_STEP.length()),
        "select",
        drill.backup().node().position(),
        List.of(new Op.Transfer(new Op.Movement.Choose())));
  }
}
