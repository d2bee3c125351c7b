package io.backstay.plan;

import io.backstay.spi.Fault;
import io.backstay.spi.Ref;
import io.backstay.spi.RunInfo;
import io.backstay.spi.Scratch;
import io.backstay.spi.ScratchType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Binds a plan to the values it has when nothing is given from outside, so that what a type refuses
 * is found when the plan is read. What depends on more than that is not judged.
 */
final class Rehearsal {
  private final Plan plan;
  private final Problems problems;
  private final Binder binder;
  private final Values values;

  Rehearsal(Plan plan, Problems problems) {
    this(plan, Map.of(), problems);
  }

  /**
   * A rehearsal of what a drill says.
   *
   * @param scratch properties of its scratch resources, by their names
   */
  Rehearsal(Plan plan, Map<String, Map<String, String>> scratch, Problems problems) {
    this(plan, scratch, plan.types().standard(), problems);
  }

  private Rehearsal(
      Plan plan, Map<String, Map<String, String>> scratch, String type, Problems problems) {
    this.plan = plan;
    this.problems = problems;
    this.binder = new Binder(plan);
    this.values =
        Values.of(plan, Variables.rehearsed(plan)).with(run(plan, type)).withScratch(scratch);
  }

  private static RunInfo run(Plan plan, String type) {
    return new RunInfo(
        "20260101_000000-0000",
        "20260101_000000",
        Instant.parse("2026-01-01T00:00:00Z"),
        plan.zone(),
        plan.name(),
        type,
        "manual",
        "user",
        "host",
        null);
  }

  /** Everything the file itself says; what a Restore inherits was judged with its Backup. */
  void bindEverything() {
    Plan.Things inherited =
        Optional.ofNullable(plan.recovery()).map(of -> of.of().things()).orElse(Plan.Things.NONE);
    own(plan.things().sources(), inherited.sources())
        .forEach(source -> judge(binder.source(source, values)));
    own(plan.things().services(), inherited.services())
        .forEach(service -> judge(binder.service(service, values)));
    own(plan.things().stores(), inherited.stores())
        .forEach(store -> judge(binder.store(store, values)));
    Plan.Rules rules = plan.rules();
    List.of(rules.set(), rules.retention(), rules.objectives(), rules.lock()).forEach(this::bind);
    Optional.ofNullable(rules.metrics()).ifPresent(this::bind);
    Optional.ofNullable(rules.continuous()).ifPresent(this::bind);
    rules.schedule().forEach(this::bind);
    rules.types().declared().values().forEach(type -> bind(type.part()));
    Optional.ofNullable(plan.recovery()).map(Plan.Recovery::backup).ifPresent(this::bind);
    judge(binder.checks(plan.flow().preflight(), values));
    plan.flow().monitors().forEach(this::bind);
    plan.flow().told().forEach(this::bind);
    plan.types().names().stream()
        .map(type -> new Rehearsal(plan, Map.of(), type, problems))
        .forEach(Rehearsal::bindFlow);
  }

  private void bindFlow() {
    bindSteps(plan.flow().steps());
    bindSteps(plan.flow().onFailure());
    bindSteps(plan.flow().finallySteps());
  }

  private void bind(Monitor monitor) {
    judge(binder.checks(List.of(monitor.check()), values))
        .ifPresent(uses -> uses.forEach(use -> new MonitorRules(problems).check(monitor, use)));
  }

  void bind(StopRule rule) {
    bind(rule.rhythm());
    judge(binder.checks(List.of(rule.check()), values))
        .ifPresent(uses -> uses.forEach(use -> new MonitorRules(problems).check(rule, use)));
  }

  private static <T> List<T> own(Map<String, T> all, Map<String, T> inherited) {
    Map<String, T> own = new HashMap<>(all);
    own.keySet().removeAll(inherited.keySet());
    return List.copyOf(own.values());
  }

  /** A step that would not run need not make sense: its inputs have not been given. */
  void bindSteps(List<PlannedStep> steps) {
    for (PlannedStep step : steps) {
      boolean skipped =
          judge(binder.decide(step.modifiers().when(), values))
              .filter(answer -> answer == Condition.Answer.FAILS)
              .isPresent();
      if (skipped) {
        continue;
      }
      bind(step.modifiers().limits());
      switch (step) {
        case PlannedStep.Single<?> single -> bind(single.params());
        case PlannedStep.Parallel parallel -> bind(parallel.rules());
        case PlannedStep.Group group -> {}
      }
      bindSteps(step.children());
    }
  }

  void bind(NotifyDecl told) {
    judge(binder.told(told, values));
  }

  /** What a part says; empty when that depends on more, or after a problem was found. */
  <P extends Record> Optional<P> bind(Part<P> part) {
    return judge(binder.bind(part, values));
  }

  /** A scratch resource, described; empty when it depends on more, or after a problem was found. */
  Optional<Scratch> scratch(Declared<ScratchType<?>> declared, ScratchType.Place place) {
    return judge(binder.scratch(declared, place, values));
  }

  /** What is known of the parameters of a declared thing; secrets are left out. */
  Map<String, String> known(Ref thing) {
    return values.of(thing);
  }

  /** What goes wrong; empty when it depends on more, or after a problem was found. */
  Optional<Fault> fault(Injection injection) {
    return judge(binder.fault(injection, values));
  }

  private <T> Optional<T> judge(Bound<T> bound) {
    return switch (bound) {
      case Bound.Ready<T>(T value, boolean late) -> late ? Optional.empty() : Optional.of(value);
      case Bound.Refused<T> refused -> {
        if (!refused.late()) {
          problems.addAll(refused.problems());
        }
        yield Optional.empty();
      }
    };
  }
}
