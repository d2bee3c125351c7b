package io.backstay.plan;

import static io.backstay.plan.ProblemCode.W203;

import java.util.List;
import java.util.Set;

/** A service that is stopped is started again at the end, which may be later than it could be. */
record ServiceRules(Problems problems) {
  private static final Set<String> STOPS = Set.of("stop-container", "stop-service");

  void check(List<PlannedStep> steps) {
    List<PlannedStep.Single<?>> singles = StepParams.singles(steps);
    for (int i = 0; i < singles.size(); i++) {
      PlannedStep.Single<?> stop = singles.get(i);
      String service = StepParams.text(stop, "service");
      boolean startsAgain = !StepParams.text(stop, "restart").equals("never");
      boolean restarted =
          singles.subList(i, singles.size()).stream()
              .anyMatch(
                  step ->
                      step.typeName().equals("restart")
                          && StepParams.text(step, "service").equals(service));
      if (STOPS.contains(stop.typeName()) && startsAgain && !restarted) {
        problems.add(
            Problem.of(
                    W203,
                    stop.position(),
                    "`" + service + "` stays stopped until the end of the run")
                .note("it is started again then, and after any failure")
                .help("as soon as it may run again, write  - restart: " + service));
      }
    }
  }
}
