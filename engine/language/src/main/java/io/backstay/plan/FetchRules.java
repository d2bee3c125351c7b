package io.backstay.plan;

import static io.backstay.plan.ProblemCode.W310;

import java.util.List;

/** A restore checks everything it needs before it touches anything. */
record FetchRules(Problems problems) {
  void check(List<PlannedStep> steps) {
    StepParams.singles(steps).stream()
        .findFirst()
        .filter(first -> !first.typeName().equals("fetch"))
        .ifPresent(
            first ->
                problems.add(
                    Problem.of(
                            W310,
                            first.position(),
                            "`" + first.id() + "` runs before anything was fetched")
                        .note("a damaged set is found by `fetch`, best before anything is touched")
                        .help("let the first step be  - fetch: all")));
  }
}
