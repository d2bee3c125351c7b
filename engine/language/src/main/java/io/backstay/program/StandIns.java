package io.backstay.program;

import io.backstay.plan.Drill;
import io.backstay.plan.DrillBinding;
import io.backstay.plan.Plan;
import io.backstay.plan.Rebinding;
import io.backstay.spi.Scratch;
import java.util.Map;
import java.util.Optional;

/**
 * What stands in for what in a drill.
 *
 * @param scratch its scratch resources by name, described
 */
record StandIns(Drill drill, Map<String, Scratch> scratch) {
  /** A plan of the drill, with scratch in the place of what it declares and the drill binds. */
  Plan in(Plan plan) {
    Rebinding rebinding = new Rebinding(plan);
    for (DrillBinding binding : drill.bindings().values()) {
      String type = plan.things().type(binding.on());
      Optional<Scratch.StandIn> standIn =
          type.isEmpty()
              ? Optional.empty()
              : Optional.ofNullable(scratch.get(binding.scratch()))
                  .flatMap(made -> made.standIn(binding.on().kind(), type));
      if (standIn.isPresent()) {
        rebinding = rebinding.with(binding, standIn.get());
      }
    }
    return rebinding.plan();
  }

  /** What a name means among them: a scratch resource is what it was bound to. */
  String meaning(String name) {
    return drill.bindings().values().stream()
        .filter(binding -> name.equals("scratch." + binding.scratch()))
        .map(binding -> binding.on().name())
        .findFirst()
        .orElse(name);
  }
}
