package io.backstay.plan;

import io.backstay.spi.Fault;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
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
      case Fault.Harmed(String scratch, Fault.Harm harm) ->
          demand(scratch, drill.scratch().keySet(), "scratch resource of this drill", at);
      case Fault.StoreDown down -> {}
      case Fault.StoreSlow slow -> {}
      case Fault.Damaged damaged -> {}
    }
  }

  private void happens(Timing timing, Injection injection) {
    Set<String> steps = new LinkedHashSet<>();
    collect(drill.restore().flow().steps(), steps);
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

  private static void collect(List<PlannedStep> steps, Set<String> ids) {
    for (PlannedStep step : steps) {
      ids.add(step.id());
      collect(step.children(), ids);
    }
  }

  private void demand(String name, Collection<String> names, String what, Position at) {
    if (!names.contains(name)) {
      problems.add(
          Problems.suggest(
              Problem.of(
                  ProblemCode.E235, at, Problems.quoted(name) + " is no " + what),
              name,
              names,
              "there are"));
    }
  }
}
