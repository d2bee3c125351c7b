package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E216;

import java.util.List;
import java.util.Optional;

/** A database that is replaced as a whole must not be filled with a part of it. */
record DatabaseRules(Problems problems) {
  void check(List<PlannedStep> steps) {
    List<PlannedStep.Single<?>> singles = StepParams.singles(steps);
    for (PlannedStep.Single<?> load : singles) {
      if (!load.typeName().equals("load") || !partial(load)) {
        continue;
      }
      singles.stream()
          .takeWhile(step -> !step.id().equals(load.id()))
          .filter(step -> step.typeName().equals("recreate-database"))
          .filter(step -> step.modifiers().when().always())
          .filter(step -> StepParams.text(step, "source").equals(StepParams.text(load, "into")))
          .forEach(recreate -> problems.add(clash(recreate, load)));
    }
  }

  private static boolean partial(PlannedStep.Single<?> load) {
    Optional<Node> tables = StepParams.node(load.params(), "tables");
    return tables.isPresent() && !StepParams.scalars(tables.get()).isEmpty();
  }

  private static Problem clash(PlannedStep recreate, PlannedStep load) {
    return Problem.of(
            E216,
            recreate.position(),
            "the database is replaced, but only some of its tables are loaded")
        .label(load.position(), "a partial load")
        .note("every other table would be gone")
        .help(
            "load some tables into the database that is there, or exclude this step when there"
                + " are any:  when: vars.tables == []");
  }
}
