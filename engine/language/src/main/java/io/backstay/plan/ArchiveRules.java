package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E217;

import java.util.List;
import java.util.Optional;

/** An archive with several roots goes back to several places, never into one. */
record ArchiveRules(Plan plan, Problems problems) {
  void check() {
    Plan.Recovery recovery = plan.recovery();
    if (recovery == null) {
      return;
    }
    List<PlannedStep.Single<?>> backup = StepParams.singles(recovery.of().flow().steps());
    for (PlannedStep.Single<?> untar : StepParams.singles(plan.flow().steps())) {
      Optional<Node.Scalar> into = StepParams.scalar(untar, "into");
      if (untar.typeName().equals("untar") && into.isPresent()) {
        String artifact = StepParams.text(untar, "artifact");
        backup.stream()
            .filter(tar -> tar.typeName().equals("tar"))
            .filter(tar -> StepParams.text(tar, "to").equals(artifact))
            .filter(tar -> roots(tar) > 1)
            .forEach(tar -> problems.add(clash(into.get(), artifact, roots(tar), tar)));
      }
    }
  }

  private static int roots(PlannedStep.Single<?> tar) {
    return StepParams.node(tar.params(), "sources")
        .map(node -> StepParams.scalars(node).size())
        .orElse(1);
  }

  private static Problem clash(
      Node.Scalar into, String artifact, int roots, PlannedStep.Single<?> tar) {
    return Problem.of(
            E217, into.position(), "`" + artifact + "` holds " + roots + " sources, not one")
        .label(tar.position(), "archived here")
        .note("each goes back to where it came from, swapped on its own")
        .help("remove `into:`");
  }
}
