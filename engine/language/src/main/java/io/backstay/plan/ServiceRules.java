package io.backstay.plan;

import static io.backstay.plan.ProblemCode.W203;
import static io.backstay.plan.ProblemCode.W205;

import java.util.List;
import java.util.Set;

/** What is stopped is started again, and nothing else is. */
record ServiceRules(Problems problems) {
  private static final Set<String> STOPS = Set.of("stop-container", "stop-service");
  private static final Set<String> RESTART = Set.of("restart");

  void check(List<PlannedStep> steps) {
    List<PlannedStep.Single<?>> singles = StepParams.singles(steps);
    for (int i = 0; i < singles.size(); i++) {
      PlannedStep.Single<?> step = singles.get(i);
      String service = StepParams.text(step, "service");
      if (STOPS.contains(step.typeName())) {
        boolean startsAgain = !StepParams.text(step, "restart").equals("never");
        if (startsAgain && !any(RESTART, service, singles.subList(i, singles.size()))) {
          staysStopped(step, service);
        }
      } else if (RESTART.contains(step.typeName()) && !any(STOPS, service, singles.subList(0, i))) {
        wasNotStopped(step, service);
      }
    }
  }

  private static boolean any(Set<String> types, String service, List<PlannedStep.Single<?>> steps) {
    return steps.stream()
        .anyMatch(
            step ->
                types.contains(step.typeName())
                    && StepParams.text(step, "service").equals(service));
  }

  /** It is started again at the end, which may be later than it could be. */
  private void staysStopped(PlannedStep.Single<?> stop, String service) {
    problems.add(
        Problem.of(
                W203, stop.position(), "`" + service + "` stays stopped until the end of the run")
            .note("it is started again then, and after any failure")
            .help("as soon as it may run again, write  - restart: " + service));
  }

  /** Whoever wants a program to read its configuration again would wait in vain. */
  private void wasNotStopped(PlannedStep.Single<?> restart, String service) {
    problems.add(
        Problem.of(W205, restart.position(), "no step stops `" + service + "` before this one")
            .note("`restart` starts what this run has stopped, and nothing else")
            .help("stop it first, where it may stand still, or write  - start: " + service));
  }
}
