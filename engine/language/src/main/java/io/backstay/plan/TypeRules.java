package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E225;
import static io.backstay.plan.ProblemCode.E226;
import static io.backstay.plan.ProblemCode.W204;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether what a plan says of types of backups fits the types there are. */
record TypeRules(Plan plan, Problems problems) {
  private static final Pattern RUN_BASE = Pattern.compile("\\$\\{\\s*run\\.base\\s*}");

  void check() {
    Plan.Recovery recovery = plan.recovery();
    Types types = plan.types();
    if (recovery != null) {
      named(recovery.backup().node(), "type").ifPresent(type -> demand(type, types));
      untyped(plan.rules().schedule());
    } else {
      schedules(plan.rules().schedule(), types);
      types.declared().values().forEach(type -> schedules(type, types));
      StepParams.singles(plan.flow().steps()).forEach(this::since);
    }
  }

  /** Which types a drill asks for. */
  static void check(Drill drill, Problems problems) {
    TypeRules rules = new TypeRules(drill.restore(), problems);
    named(drill.backup().node(), "type")
        .ifPresent(type -> rules.demand(type, drill.restore().types()));
    rules.untyped(drill.rules().schedule());
  }

  private void schedules(List<Part<Trigger>> triggers, Types types) {
    triggers.stream()
        .flatMap(part -> named(part.node(), "type").stream())
        .forEach(type -> demand(type, types));
  }

  private void schedules(TypeDecl type, Types types) {
    untyped(type.schedule());
    String base = type.base();
    if (base == null || type.schedule().isEmpty()) {
      return;
    }
    boolean made =
        Stream.concat(
                types.find(base).stream().flatMap(below -> below.schedule().stream()),
                plan.rules().schedule().stream().filter(part -> types.runBy(part).equals(base)))
            .findAny()
            .isPresent();
    if (!made) {
      problems.add(
          Problem.of(
                  W204,
                  type.position(),
                  "`" + type.name() + "` is made by a schedule, and what it builds on is not")
              .note("without a set of `" + base + "` every run of it is refused")
              .help("give `" + base + "` a schedule too, or make sure that somebody makes it"));
    }
  }

  /** Only the schedule of a plan that has types says which of them is due. */
  private void untyped(List<Part<Trigger>> triggers) {
    triggers.stream()
        .flatMap(part -> named(part.node(), "type").stream())
        .map(type -> Problem.of(E225, type.position(), "`type` means nothing here"))
        .map(problem -> problem.label("only the schedule of a Backup says which type is due"))
        .forEach(problems::add);
  }

  private void demand(Node.Scalar type, Types types) {
    Problem problem =
        Texts.templated(type.text()) ? null : types.refusal(type.text(), type.position());
    if (problem != null) {
      problems.add(problem);
    }
  }

  /** What an archive leaves out has to be in the set that a restore fetches beside it. */
  private void since(PlannedStep.Single<?> step) {
    if (step.typeName().equals("tar")) {
      StepParams.scalar(step, "changed-since")
          .filter(since -> !RUN_BASE.matcher(since.text()).matches())
          .ifPresent(
              since ->
                  problems.add(
                      Problem.of(E226, since.position(), "`changed-since` is about the run's base")
                          .note("a restore fetches that set beside this one, and no other")
                          .help("write  changed-since: ${run.base}")));
    }
  }

  private static Optional<Node.Scalar> named(Node node, String key) {
    return node instanceof Node.Fields fields
        ? fields
            .field(key)
            .map(Node.Field::value)
            .filter(Node.Scalar.class::isInstance)
            .map(Node.Scalar.class::cast)
        : Optional.empty();
  }
}
