package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E211;

import java.util.List;

/** What is done after the work is not undone: nothing comes after it that could fail. */
record UndoRules(Problems problems) {
  private static final String UNDO = "undo";

  void check(List<PlannedStep> afterwards) {
    for (PlannedStep.Single<?> step : StepParams.singles(afterwards)) {
      StepParams.node(step.params(), UNDO)
          .filter(undo -> !StepParams.scalars(undo).isEmpty())
          .ifPresent(
              undo ->
                  problems.add(
                      Problem.of(
                              E211,
                              undo.position(),
                              "`undo` means nothing in `on-failure` and `finally`")
                          .note("these steps run when everything that is undone is undone")
                          .help("leave it out, or move the step to `steps:`")));
    }
  }
}
