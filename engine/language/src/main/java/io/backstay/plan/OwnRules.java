package io.backstay.plan;

import io.backstay.spi.Ref;
import java.util.List;
import java.util.stream.Stream;

/** What can be proved of what a drill does to its scratch resources itself: it is scratch. */
record OwnRules(Drill drill, Rehearsal rehearsal, Problems problems) {
  void check() {
    Stream.of(drill.own().prepare(), drill.own().damage())
        .flatMap(steps -> StepParams.singles(steps).stream())
        .forEach(step -> NamedSources.of(step.params()).forEach(name -> demand(name, step)));
    rehearsal.bindSteps(drill.own().prepare());
    rehearsal.bindSteps(drill.own().damage());
    rehearsal
        .bind(drill.backup())
        .filter(backup -> backup.of() == DrillSelection.Of.SCRATCH)
        .ifPresent(backup -> demandStore());
  }

  private void demand(String name, PlannedStep.Single<?> step) {
    List<DrillBinding> bound =
        drill.bindings().values().stream()
            .filter(binding -> binding.on().kind() == Ref.Kind.SOURCE)
            .toList();
    boolean scratch =
        bound.stream()
            .anyMatch(
                it ->
                    name.equals(it.on().name())
                        || name.equals(BindingsReader.SCRATCH + it.scratch()));
    if (scratch) {
      return;
    }
    Position at = StepParams.node(step.params(), "in").map(Node::position).orElse(step.position());
    problems.add(
        name.startsWith(BindingsReader.SCRATCH)
            ? Problem.of(ProblemCode.E234, at, "`" + name + "` stands in for no source")
                .help("bind it:  bind: {<source>: " + name + "}")
            : Problem.of(
                    ProblemCode.E231,
                    at,
                    "this drill would write to the real source `" + name + "`")
                .note("a drill may only write to `scratch`")
                .help(
                    "bind it to something disposable:  bind: {%s: scratch.%s}"
                        .formatted(name, name)));
  }

  private void demandStore() {
    if (drill.bindings().values().stream().noneMatch(it -> it.on().kind() == Ref.Kind.STORE)) {
      problems.add(
          Problem.of(
                  ProblemCode.E231,
                  drill.backup().node().position(),
                  "this drill would put its set into a real store")
              .note("a drill may only write to `scratch`")
              .help(
                  "bind a store, too:  scratch: {store: {directory: {}}}  and  bind: {<store>: scratch.store}"));
    }
  }
}
