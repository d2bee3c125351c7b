package io.backstay.program;

import io.backstay.plan.Node.Fields;
import io.backstay.plan.PlannedStep;
import io.backstay.plan.Position;
import io.backstay.plan.Problem;
import io.backstay.plan.ProblemCode;
import io.backstay.spi.Refusal;
import java.util.Optional;

/** Makes problems, with positions, of what step types refuse. */
final class Refusals {
  private Refusals() {}

  /** The cause has its own problem; a second one would only repeat it. */
  static final class AlreadyTold extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  static Problem problem(Refusal refusal, PlannedStep.Single<?> step) {
    String message = Optional.ofNullable(refusal.getMessage()).orElse(refusal.code());
    ProblemCode code =
        ProblemCode.of(refusal.code())
            .orElseThrow(() -> new IllegalStateException("unknown code " + refusal.code()));
    Problem problem = Problem.of(code, position(refusal, step), message);
    String help = refusal.help();
    return help == null ? problem : problem.help(help);
  }

  private static Position position(Refusal refusal, PlannedStep.Single<?> step) {
    String parameter = refusal.parameter();
    if (parameter != null && step.params().node() instanceof Fields fields) {
      return fields.field(parameter).map(field -> field.key().position()).orElse(step.position());
    }
    return step.position();
  }
}
