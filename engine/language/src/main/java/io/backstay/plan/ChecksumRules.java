package io.backstay.plan;

import static io.backstay.plan.ProblemCode.W211;

import java.util.List;
import java.util.Optional;

/** md5 is there for old tools, beside a digest that nobody can forge. */
record ChecksumRules(Problems problems) {
  void check(List<PlannedStep> steps) {
    for (PlannedStep.Single<?> step : StepParams.singles(steps)) {
      Optional<Node> algorithms =
          step.typeName().equals("checksum")
              ? StepParams.node(step.params(), "algorithms")
              : Optional.empty();
      algorithms
          .map(StepParams::scalars)
          .filter(words -> words.size() == 1 && words.getFirst().text().equals("md5"))
          .ifPresent(words -> problems.add(alone(words.getFirst())));
    }
  }

  private static Problem alone(Node.Scalar word) {
    return Problem.of(W211, word.position(), "md5 alone proves little")
        .note("files that differ can be made to have the same md5")
        .help("write  checksum: [sha256, md5]");
  }
}
