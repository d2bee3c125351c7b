package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E206;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Ids are unique in a plan, so that journals and diffs mean one step. */
final class IdRules {
  private final Problems problems;
  private final Map<String, PlannedStep> seen = new HashMap<>();

  IdRules(Problems problems) {
    this.problems = problems;
  }

  void check(List<PlannedStep> steps) {
    for (PlannedStep step : steps) {
      PlannedStep other = seen.putIfAbsent(step.id(), step);
      if (other != null) {
        problems.add(same(other, step));
      }
      check(step.children());
    }
  }

  private static Problem same(PlannedStep first, PlannedStep second) {
    Problem problem =
        Problem.of(E206, second.position(), "two steps are called `" + second.id() + "`")
            .label(first.position(), "the other one");
    boolean implied = second.id().equals(second.typeName());
    return (implied ? problem.note("without `id:` a step is called by its type") : problem)
        .help(
            implied
                ? "add an id beside it:  id: second-" + second.id()
                : "give one of them another id");
  }
}
