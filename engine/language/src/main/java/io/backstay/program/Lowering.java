package io.backstay.program;

import io.backstay.plan.Binder;
import io.backstay.plan.Bound;
import io.backstay.plan.MetricsRules;
import io.backstay.plan.Plan;
import io.backstay.plan.PlannedStep;
import io.backstay.plan.Told;
import io.backstay.plan.Values;
import io.backstay.plan.Variables;
import io.backstay.spi.CheckUse;
import io.backstay.spi.Facts;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Resource;
import io.backstay.spi.RunInfo;
import io.backstay.spi.Sealing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes a program of a plan, its inputs and the run it is for. Pure: the same three give the same
 * program, and nothing is opened, asked or looked at.
 */
public final class Lowering {
  private final Plan plan;
  private final Values values;
  private final RunInfo run;
  private final Bindings bindings;

  /**
   * A lowering.
   *
   * @param plan what to lower
   * @param variables its inputs
   * @param run the run it is for, or would be for
   */
  public Lowering(Plan plan, Variables variables, RunInfo run) {
    this.plan = plan;
    this.values = Values.of(plan, variables).with(run);
    this.run = run;
    this.bindings = new Bindings(new Binder(plan), values);
  }

  /**
   * Lowers.
   *
   * @param set the set the user named, for a Restore; null when none was named
   */
  public Lowered lower(@Nullable String set) {
    Map<Ref, Resource> resources = new Things(bindings).bind(plan.things());
    Rules rules = new Rules(plan, run, bindings);
    Optional.ofNullable(plan.rules().metrics()).ifPresent(bindings::bind);
    Made known = known(resources);
    Steps steps = new Steps(bindings, resources, run, known.artifacts());
    List<Node> own = steps.lower(plan.flow().steps());
    Program program =
        new Program(
            info(),
            run,
            resources,
            bindings.checks(plan.flow().preflight()),
            FetchFusion.fuse(Fusion.fuse(SealFusion.fuse(own))),
            steps.lower(plan.flow().onFailure()),
            steps.lower(plan.flow().finallySteps()),
            rules.sets().with(plan.recovery() == null ? sealings(own) : known.sealings()),
            rules.retention(),
            rules.restore(set),
            rules.objectives(),
            new Program.Limits(null, lock(resources), rules.lockWait()));
    return bindings.problems().isEmpty()
        ? new Lowered.Ready(program)
        : new Lowered.Refused(bindings.problems());
  }

  /**
   * What has to hold between runs.
   *
   * @param check bound and ready to be made
   * @param alert what the alarm is called; null when the plan does not say
   */
  public record Watch(CheckUse check, @Nullable String alert) {}

  /** Its monitors, as far as they are meant with these inputs. */
  public List<Watch> monitors() {
    return plan.flow().monitors().stream()
        .flatMap(
            monitor ->
                bindings.checks(List.of(monitor.check())).stream()
                    .map(check -> new Watch(check, monitor.alert())))
        .toList();
  }

  /** Where its numbers are written, and what they are called; empty when they are not. */
  public Optional<MetricsRules> metrics() {
    return Optional.ofNullable(plan.rules().metrics())
        .flatMap(bindings::bind)
        .map(Bound.Ready::value);
  }

  /**
   * Who is told how a run ended.
   *
   * @param failure step and message of what failed; null when nothing did
   */
  public List<Told> told(@Nullable Facts failure) {
    return bindings.told(plan.flow().told(), failure);
  }

  /** What tells one plan from another: sha256 of all it says, hexadecimal. */
  public static String digest(Plan plan) {
    return Effective.of(plan).digest();
  }

  /** What the sets of a Restore hold: the artifacts its Backup makes, and how it seals them. */
  private record Made(List<String> artifacts, List<Sealing> sealings) {}

  private Made known(Map<Ref, Resource> resources) {
    Plan.Recovery recovery = plan.recovery();
    if (recovery == null) {
      return new Made(List.of(), List.of());
    }
    List<PlannedStep> backup = recovery.of().flow().steps();
    Steps steps =
        new Steps(
            new Bindings(new Binder(recovery.of()), values), resources, run, new ArrayList<>());
    List<Node> nodes = steps.lower(backup);
    return new Made(steps.artifacts(), sealings(nodes));
  }

  /** Those of steps that do not run today, too: they may have run when a set was made. */
  private static List<Sealing> sealings(List<Node> nodes) {
    return Node.steps(nodes).stream()
        .flatMap(step -> Effects.flat(step.ops().preview()))
        .<Sealing>mapMulti(
            (op, found) -> {
              if (op instanceof Op.Transfer(Op.Movement.Encrypt encrypt)) {
                found.accept(encrypt.how());
              }
            })
        .distinct()
        .toList();
  }

  private Program.PlanInfo info() {
    Plan.Head head = plan.head();
    Effective effective = Effective.of(plan);
    Plan.Recovery recovery = plan.recovery();
    return new Program.PlanInfo(
        plan.identity().toString(),
        head.kind().word(),
        head.file(),
        head.projectRoot(),
        effective.digest(),
        (recovery == null ? plan : recovery.of()).identity().toString(),
        effective.content());
  }

  /** Two runs that could touch the same thing in the world never run at the same time. */
  private static List<String> lock(Map<Ref, Resource> resources) {
    TreeSet<String> names = new TreeSet<>();
    resources.values().forEach(thing -> names.add(thing.ref().kind() + " " + thing.says()));
    return List.copyOf(names);
  }
}
