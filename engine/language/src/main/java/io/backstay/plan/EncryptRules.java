package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E211;
import static io.backstay.plan.ProblemCode.W212;

import java.util.List;
import java.util.Optional;

/**
 * What is to be encrypted never goes anywhere in clear because a step failed, or came too early.
 */
record EncryptRules(Plan plan, Problems problems) {
  private static final String ENCRYPT = "encrypt";

  void check() {
    walk(plan.flow().steps(), false);
    if (plan.recovery() == null) {
      latecomers(StepParams.singles(plan.flow().steps()));
    }
  }

  private void walk(List<PlannedStep> steps, boolean beside) {
    for (PlannedStep step : steps) {
      if (step instanceof PlannedStep.Single<?> single && single.typeName().equals(ENCRYPT)) {
        check(single, beside);
      }
      walk(step.children(), beside || step instanceof PlannedStep.Parallel);
    }
  }

  private void check(PlannedStep.Single<?> encrypt, boolean beside) {
    if (plan.recovery() != null) {
      problems.add(
          Problem.of(E211, encrypt.position(), "`encrypt` means nothing in a Restore")
              .help("`fetch` opens what is encrypted; remove this step"));
    } else if (beside) {
      problems.add(
          Problem.of(E211, encrypt.position(), "`encrypt` cannot stand in `parallel`")
              .note("what runs beside it could send away what is not encrypted yet")
              .help("put it before the `parallel`"));
    } else if (encrypt.modifiers().onError() != Modifiers.OnError.FAIL) {
      problems.add(
          Problem.of(E211, encrypt.position(), "`encrypt` cannot go on when it fails")
              .note("what could not be encrypted would be sent away in clear")
              .help("remove `on-error`"));
    }
  }

  /** An artifact that comes after the last encryption is stored as it is, and nobody says so. */
  private void latecomers(List<PlannedStep.Single<?>> steps) {
    List<String> types = steps.stream().map(PlannedStep.Single::typeName).toList();
    int last = types.lastIndexOf(ENCRYPT);
    if (last < 0) {
      return;
    }
    for (PlannedStep.Single<?> step : steps.subList(last + 1, steps.size())) {
      Optional<Node.Scalar> made =
          Shape.of(step.params().shape()).slot("to").isPresent()
              ? StepParams.scalar(step, "to")
              : Optional.empty();
      made.ifPresent(name -> problems.add(late(name, steps.get(last))));
    }
  }

  private static Problem late(Node.Scalar name, PlannedStep.Single<?> encrypt) {
    return Problem.of(W212, name.position(), "`" + name.text() + "` is not encrypted")
        .label(encrypt.position(), "this comes before it is made")
        .help("put `encrypt` after every step that makes something");
  }
}
