package io.backstay.plan;

import java.util.List;
import java.util.Optional;

/** What a step's parameters say as they are written. */
final class StepParams {
  private StepParams() {}

  /** The node of a parameter, also when the short form gives it. */
  static Optional<Node> node(Part<?> params, String key) {
    if (params.node() instanceof Node.Fields fields) {
      return fields.field(key).map(Node.Field::value);
    }
    return Shape.of(params.shape())
        .primary()
        .filter(primary -> primary.key().equals(key))
        .map(primary -> params.node());
  }

  /** The text of a parameter. */
  static Optional<Node.Scalar> scalar(PlannedStep.Single<?> step, String key) {
    return node(step.params(), key)
        .flatMap(
            node -> node instanceof Node.Scalar scalar ? Optional.of(scalar) : Optional.empty());
  }

  /** The text of a parameter, or nothing. */
  static String text(PlannedStep.Single<?> step, String key) {
    return scalar(step, key).map(Node.Scalar::text).orElse("");
  }

  /** The texts of a list, which may be written as one. */
  static List<Node.Scalar> scalars(Node node) {
    return switch (node) {
      case Node.Scalar scalar -> List.of(scalar);
      case Node.Items items ->
          items.items().stream()
              .filter(Node.Scalar.class::isInstance)
              .map(Node.Scalar.class::cast)
              .toList();
      case Node.Fields fields -> List.of();
    };
  }

  /** All steps that do something, in the order of the file. */
  static List<PlannedStep.Single<?>> singles(List<PlannedStep> steps) {
    return steps.stream()
        .<PlannedStep.Single<?>>mapMulti(
            (step, each) -> {
              if (step instanceof PlannedStep.Single<?> single) {
                each.accept(single);
              }
              singles(step.children()).forEach(each);
            })
        .toList();
  }
}
