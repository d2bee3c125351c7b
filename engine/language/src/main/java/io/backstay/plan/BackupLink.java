package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E406;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code plan:} of a Restore: the Backup it is about. */
final class BackupLink {
  private BackupLink() {}

  /** The file, relative to the one that names it; empty after a problem was found. */
  static Optional<Path> file(Node.Fields root, Path restore, Problems problems) {
    return root.field("plan")
        .flatMap(field -> Texts.writtenOut(field.value(), Use.required("plan"), problems))
        .flatMap(text -> resolved(text, restore, root, problems));
  }

  private static Optional<Path> resolved(
      String text, Path restore, Node.Fields root, Problems problems) {
    try {
      Path file = restore.resolveSibling(text).normalize();
      if (!file.equals(restore)) {
        return Optional.of(file);
      }
    } catch (InvalidPathException e) {
      // Said below, with its position.
    }
    problems.add(
        Problem.of(E406, position(root), "a Restore is about a Backup")
            .label("this is not one")
            .help("name the Backup's file, relative to this one:  plan: ./app.backup.yaml"));
    return Optional.empty();
  }

  /** A Backup that cannot be opened, or is none, is a mistake in the Restore that names it. */
  static PlanReader.Findings placed(
      PlanReader.Findings findings, Node.Fields root, Problems restore) {
    if (findings.drill().isPresent() || findings.library()) {
      restore.add(noBackup(root, findings.library() ? PlanKind.LIBRARY : PlanKind.DRILL));
    }
    List<Problem> problems =
        findings.problems().stream()
            .map(problem -> problem.position() == null ? problem.at(position(root)) : problem)
            .toList();
    return findings.with(problems);
  }

  /** A Restore of a Restore means nothing. */
  static void checkKind(Node.Fields root, Plan plan, Problems problems) {
    if (plan.head().kind() != PlanKind.BACKUP) {
      problems.add(noBackup(root, plan.head().kind()));
    }
  }

  private static Problem noBackup(Node.Fields root, PlanKind is) {
    return Problem.of(E406, position(root), "a Restore is about a Backup")
        .label("this is a " + is.word())
        .help("name the Backup's file, relative to this one:  plan: ./app.backup.yaml");
  }

  private static Position position(Node.Fields root) {
    return root.field("plan").map(field -> field.value().position()).orElse(root.position());
  }
}
