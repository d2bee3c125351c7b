package io.backstay.plan;

import io.backstay.spi.Fault;
import io.backstay.spi.ScratchType;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** What can be proved of the faults of a drill: each of them has something it can happen to. */
final class InjectionRules {
  private final Drill drill;
  private final Rehearsal rehearsal;
  private final Problems problems;

  InjectionRules(Drill drill, Rehearsal rehearsal, Problems problems) {
    this.drill = drill;
    this.rehearsal = rehearsal;
    this.problems = problems;
  }

  void check() {
    for (Injection injection : drill.injections()) {
      rehearsal.fault(injection).ifPresent(fault -> meets(fault, injection.position()));
      rehearsal.bind(injection.timing()).ifPresent(timing -> happens(timing, injection));
    }
  }

  private void meets(Fault fault, Position at) {
    switch (fault) {
      case Fault.SecretDenied(String secret) ->
          demand(secret, drill.restore().secrets().keySet(), "secret of the plan", at);
      case Fault.Harmed harmed -> suffers(harmed, at);
      case Fault.StoreDown down -> {}
      case Fault.StoreSlow slow -> {}
      case Fault.Damaged damaged -> {}
      case Fault.ClockSkewed skewed -> {}
      case Fault.EngineKilled killed -> {}
    }
  }

  private void suffers(Fault.Harmed fault, Position at) {
    Declared<ScratchType<?>> declared = drill.scratch().get(fault.scratch());
    if (declared == null) {
      demand(fault.scratch(), drill.scratch().keySet(), "scratch resource of this drill", at);
      return;
    }
    rehearsal
        .scratch(declared, DrillRules.NOWHERE)
        .filter(scratch -> !scratch.suffers().contains(fault.harm()))
        .ifPresent(
            scratch ->
                problems.add(
                    Problem.of(
                            ProblemCode.E235,
                            at,
                            "this cannot happen to `scratch.%s`, which is a scratch `%s`"
                                .formatted(fault.scratch(), declared.type().name()))
                        .label(declared.position(), "declared here")
                        .help(
                            "it happens to containers; `disk-full` to those that say  tmpfs:"
                                + " true")));
  }

  private void happens(Timing timing, Injection injection) {
    Set<String> steps = new LinkedHashSet<>();
    StepParams.singles(drill.restore().flow().steps()).forEach(step -> steps.add(step.id()));
    if (timing.before() == null) {
      steps.add(Timing.ALL);
    }
    Position at =
        injection.timing().node() instanceof Node.Fields beside
            ? beside
                .field(timing.before() == null ? "during" : "before")
                .map(field -> field.value().position())
                .orElse(injection.position())
            : injection.position();
    demand(timing.step(), steps, "step of the Restore", at);
  }

  private void demand(String name, Collection<String> names, String what, Position at) {
    if (!names.contains(name)) {
      problems.add(
          Problems.suggest(
              Problem.of(ProblemCode.E235, at, Problems.quoted(name) + " is no " + what),
              name,
              names,
              "there are"));
    }
  }
}
