package io.backstay.plan;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code restore:} and {@code plan:} of a Drill: the Restore it exercises, and its Backup. */
final class RestoreLink {
  private static final String HELP =
      "name both files, relative to this one:  plan: ../plans/app.backup.yaml  and  restore:"
          + " ../plans/app.restore.yaml";

  private RestoreLink() {}

  /** The Restore's file; empty after a problem was found. */
  static Optional<Path> file(Node.Fields root, Path drill, Problems problems) {
    return file(root, "restore", drill, problems);
  }

  private static Optional<Path> file(Node.Fields root, String key, Path drill, Problems problems) {
    return root.field(key)
        .flatMap(field -> Texts.writtenOut(field.value(), Use.required(key), problems))
        .flatMap(text -> resolved(text, key, drill, root, problems));
  }

  private static Optional<Path> resolved(
      String text, String key, Path drill, Node.Fields root, Problems problems) {
    try {
      Path file = drill.resolveSibling(text).normalize();
      if (!file.equals(drill)) {
        return Optional.of(file);
      }
    } catch (InvalidPathException e) {
      // Said below, with its position.
    }
    problems.add(not(root, key, "this is not a file of its own"));
    return Optional.empty();
  }

  /** A Restore that cannot be opened is a mistake in the Drill that names it. */
  static List<Problem> placed(List<Problem> problems, Node.Fields root) {
    return problems.stream()
        .map(
            problem -> problem.position() == null ? problem.at(position(root, "restore")) : problem)
        .toList();
  }

  /** A drill rehearses a Restore, and says itself which plan that is about. */
  static void check(Node.Fields root, Path drill, Plan restore, Problems problems) {
    Plan.Recovery recovery = restore.recovery();
    if (recovery == null) {
      problems.add(not(root, "restore", "this is a " + restore.head().kind().word()));
      return;
    }
    file(root, "plan", drill, problems)
        .filter(plan -> !plan.equals(recovery.of().head().file()))
        .ifPresent(plan -> problems.add(not(root, "plan", "the Restore is about another one")));
  }

  private static Problem not(Node.Fields root, String key, String label) {
    return Problem.of(
            ProblemCode.E233, position(root, key), "a Drill is about a Restore and its Backup")
        .label(label)
        .help(HELP);
  }

  private static Position position(Node.Fields root, String key) {
    return root.field(key).map(field -> field.value().position()).orElse(root.position());
  }
}
