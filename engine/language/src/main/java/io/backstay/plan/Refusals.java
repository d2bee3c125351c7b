package io.backstay.plan;

import io.backstay.spi.Refusal;
import java.util.Optional;

/** Makes problems, with positions, of what a type refuses of its parameters. */
final class Refusals {
  private Refusals() {}

  static Problem problem(Refusal refusal, Node params) {
    ProblemCode code =
        ProblemCode.of(refusal.code())
            .orElseThrow(() -> new IllegalStateException("undocumented code " + refusal.code()));
    String message = Optional.ofNullable(refusal.getMessage()).orElse(code.title());
    Problem problem = Problem.of(code, position(refusal, params), message);
    String help = refusal.help();
    return help == null ? problem : problem.help(help);
  }

  private static Position position(Refusal refusal, Node params) {
    String parameter = refusal.parameter();
    return parameter != null && params instanceof Node.Fields fields
        ? fields.field(parameter).map(field -> field.value().position()).orElse(params.position())
        : params.position();
  }
}
