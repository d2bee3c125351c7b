package io.backstay.plan;

import io.backstay.expr.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What later steps can read of a step: {@code steps.<id>.<output>}. */
final class Outputs {
  /** What every step has. */
  private static final Map<String, Kind> ALWAYS =
      Map.of("status", Kind.STRING, "duration", Kind.DURATION);

  private Outputs() {}

  /** Outputs of a step by name; names of nested ones have dots. */
  static Map<String, Kind> of(PlannedStep step) {
    Map<String, Kind> outputs = new HashMap<>(ALWAYS);
    if (step instanceof PlannedStep.Single<?> single) {
      single.type().outputs().forEach((name, type) -> outputs.put(name, kind(type)));
    }
    return outputs;
  }

  private static Kind kind(String type) {
    for (VarDecl.VarType known : VarDecl.VarType.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(type)) {
        return VarValue.kind(known);
      }
    }
    return Kind.ANY;
  }

  /** The kind of an output; null when nothing is known of it. */
  static @Nullable Kind kind(Plan plan, String step, String output) {
    for (PlannedStep one : everywhere(plan.flow())) {
      if (one.id().equals(step)) {
        return of(one).get(output);
      }
    }
    return null;
  }

  private static List<PlannedStep> everywhere(Plan.Flow flow) {
    List<PlannedStep> all = new ArrayList<>();
    flow.steps().forEach(step -> add(step, all));
    flow.onFailure().forEach(step -> add(step, all));
    flow.finallySteps().forEach(step -> add(step, all));
    return all;
  }

  private static void add(PlannedStep step, List<PlannedStep> all) {
    all.add(step);
    step.children().forEach(child -> add(child, all));
  }
}
