package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E212;
import static io.backstay.plan.ProblemCode.E213;
import static io.backstay.plan.ProblemCode.E214;
import static io.backstay.plan.ProblemCode.E215;

import io.backstay.spi.Artifacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Names of artifacts: made once, named only when they are made, and none left unverified. */
final class ArtifactRules {
  private final Plan plan;
  private final Problems problems;
  private final List<Made> made = new ArrayList<>();

  ArtifactRules(Plan plan, Problems problems) {
    this.plan = plan;
    this.problems = problems;
  }

  /**
   * An artifact that a step makes.
   *
   * @param name as written
   * @param always whether the step has no condition
   */
  private record Made(PlannedStep.Single<?> step, Node.Scalar name, boolean always) {
    /** The name with something in the place of every expression. */
    String sample() {
      return ArtifactRules.sample(name);
    }

    /** What it will be called in a set: the kinds that checks tell apart. */
    String kind() {
      return switch (step.typeName()) {
        case "dump" -> "dump";
        case "tar" -> "archive";
        default -> "file";
      };
    }
  }

  private static String sample(Node.Scalar written) {
    return written.text().replaceAll("\\$\\{[^}]*}", "0");
  }

  void check() {
    Plan.Recovery recovery = plan.recovery();
    if (recovery != null) {
      collect(recovery.of().flow().steps(), false);
    }
    walk(plan.flow().steps(), false);
  }

  private void collect(List<PlannedStep> steps, boolean conditional) {
    for (PlannedStep step : steps) {
      boolean maybe = conditional || !step.modifiers().when().always();
      if (step instanceof PlannedStep.Single<?> single) {
        made(single, maybe).ifPresent(made::add);
      }
      collect(step.children(), maybe);
    }
  }

  private static Optional<Made> made(PlannedStep.Single<?> step, boolean maybe) {
    return Shape.of(step.params().shape()).slot("to").isPresent()
        ? StepParams.scalar(step, "to").map(name -> new Made(step, name, !maybe))
        : Optional.empty();
  }

  private void walk(List<PlannedStep> steps, boolean conditional) {
    for (PlannedStep step : steps) {
      boolean maybe = conditional || !step.modifiers().when().always();
      if (step instanceof PlannedStep.Single<?> single) {
        uses(single.params(), false, single.typeName().equals("fetch"));
        if (single.typeName().equals("verify") && plan.recovery() == null) {
          checkCovered(single);
        }
        made(single, maybe).ifPresent(this::add);
      }
      walk(step.children(), maybe);
    }
  }

  private void add(Made artifact) {
    made.stream()
        .filter(other -> other.name().text().equals(artifact.name().text()))
        .filter(other -> other.always() && artifact.always())
        .findFirst()
        .ifPresent(
            other ->
                problems.add(
                    Problem.of(
                            E213,
                            artifact.name().position(),
                            "two steps make `" + artifact.name().text() + "`")
                        .label(other.name().position(), "the other one")));
    made.add(artifact);
  }

  /** Looks at every parameter that names artifacts. */
  private void uses(Part<?> params, boolean inCheck, boolean fetched) {
    for (Slot slot : Shape.of(params.shape()).slots()) {
      Optional<Node> node = StepParams.node(params, slot.key());
      if (node.isPresent()) {
        if (slot.form() == Forms.ARTIFACTS) {
          StepParams.scalars(node.get()).forEach(text -> use(text, !inCheck, inCheck));
        } else if (Forms.isListOf(Forms.ARTIFACTS, slot.form())) {
          StepParams.scalars(node.get()).stream()
              .filter(text -> !fetched || !new Artifacts(text.text()).log())
              .forEach(text -> use(text, false, inCheck));
        } else if (Forms.isListOf(Forms.CHECK, slot.form())) {
          checks(node.get()).forEach(check -> uses(check.params(), true, false));
        }
      }
    }
  }

  private List<CheckDecl> checks(Node node) {
    CheckNode check = new CheckNode(plan.words(), new Problems());
    List<Node> nodes = node instanceof Node.Items items ? items.items() : List.of(node);
    return nodes.stream()
        .flatMap(one -> check.typed(one).map(check::declaration).stream())
        .toList();
  }

  private void use(Node.Scalar written, boolean exactlyOne, boolean inCheck) {
    Artifacts pattern = new Artifacts(sample(written));
    boolean told = !pattern.readable();
    if (told || (inCheck && (pattern.all() || pattern.glob()))) {
      return;
    }
    List<Made> matching = made.stream().filter(one -> matches(pattern, one)).toList();
    if (matching.isEmpty() && !pattern.all()) {
      problems.add(none(written));
    } else if (exactlyOne && matching.stream().filter(Made::always).count() > 1) {
      problems.add(several(written, matching));
    }
  }

  private static boolean matches(Artifacts pattern, Made made) {
    return pattern.matches(made.sample());
  }

  private Problem none(Node.Scalar written) {
    List<String> names = made.stream().map(one -> one.name().text()).distinct().toList();
    Problem problem =
        Problem.of(
            E212, written.position(), "no artifact is called " + Problems.quoted(written.text()));
    Problem near = Problems.suggest(problem, written.text(), names, "the set has");
    return names.isEmpty() ? problem.help("a step before this one has to make it") : near;
  }

  private static Problem several(Node.Scalar written, List<Made> matching) {
    Problem problem =
        Problem.of(
                E215,
                written.position(),
                Problems.quoted(written.text()) + " has to name one artifact")
            .label("names " + matching.size());
    for (Made one : matching) {
      problem = problem.label(one.name().position(), "one of them");
    }
    return problem;
  }

  private void checkCovered(PlannedStep.Single<?> verify) {
    List<CheckDecl> checks =
        StepParams.node(verify.params(), "checks").map(this::checks).orElse(List.of()).stream()
            .filter(check -> check.when().always())
            .toList();
    List<Made> uncovered =
        made.stream()
            .filter(one -> checks.stream().noneMatch(check -> looksInto(check, one)))
            .toList();
    if (!uncovered.isEmpty()) {
      Problem problem =
          Problem.of(
              E214,
              verify.position(),
              "`"
                  + verify.id()
                  + "` leaves `"
                  + uncovered.getFirst().name().text()
                  + "` unchecked");
      problems.add(
          problem
              .label(uncovered.getFirst().name().position(), "made here")
              .note("a run is proved only when every artifact was looked at")
              .help("write  - checksum: all"));
    }
  }

  private static boolean looksInto(CheckDecl check, Made artifact) {
    return check.type().reads(artifact.sample(), artifact.kind())
        && patterns(check).stream().anyMatch(pattern -> matches(pattern, artifact));
  }

  private static List<Artifacts> patterns(CheckDecl check) {
    List<Artifacts> patterns = new ArrayList<>();
    for (Slot slot : Shape.of(check.params().shape()).slots()) {
      if (slot.form() == Forms.ARTIFACTS || Forms.isListOf(Forms.ARTIFACTS, slot.form())) {
        StepParams.node(check.params(), slot.key())
            .map(StepParams::scalars)
            .orElse(List.of())
            .stream()
            .map(text -> new Artifacts(sample(text)))
            .filter(Artifacts::readable)
            .forEach(patterns::add);
      }
    }
    return patterns;
  }
}
