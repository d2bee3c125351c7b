package io.backstay.drills.report;

import io.backstay.drills.report.DrillReport.Objective;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A drill in one sentence, for who reads no further. */
final class Lead {
  /** The parts that the RTO is made of. */
  private static final List<String> OF_RTO =
      List.of(Course.KILLED, Course.SETTLE, "select", "provision", "restore", "verify");

  private Lead() {}

  static String of(DrillReport report) {
    long missed = report.objectives().stream().filter(it -> !it.met()).count();
    return switch (report.verdict()) {
      case PASSED ->
          "%s, every check passed, and %s. Nothing real was touched."
              .formatted(
                  broken(report)
                      ? "The restore was made to fail, and failed as it should"
                      : "The restore worked",
                  promises(report));
      case NOT_STARTED -> "The drill was not started, so it has shown nothing. " + first(report);
      case ATTENTION -> "Something the drill has made is still there. " + first(report);
      case FAILED ->
          missed == report.findings().size() && missed > 0
              ? "The restore worked, and still not all that was promised is kept. " + first(report)
              : "The drill failed. " + first(report);
    };
  }

  private static boolean broken(DrillReport report) {
    return report.injections().stream().anyMatch(it -> it.observed().equals("contained"));
  }

  private static String promises(DrillReport report) {
    String kept =
        report.objectives().stream()
            .filter(it -> it.target() != null)
            .map(Lead::kept)
            .collect(Collectors.joining(" and "));
    return kept.isEmpty() ? "nothing was promised about time" : kept;
  }

  private static String kept(Objective it) {
    return "the %s of %s was met with %s"
        .formatted(
            it.name().toUpperCase(Locale.ROOT), Times.text(it.target()), Times.text(it.measured()));
  }

  private static String first(DrillReport report) {
    return report.findings().isEmpty() ? "" : report.findings().getFirst().text() + ".";
  }

  /** What the RTO is made of. */
  static String parts(DrillReport report) {
    return report.phases().stream()
        .filter(phase -> OF_RTO.contains(phase.name()))
        .filter(phase -> !phase.at().isBefore(report.clock().declared()))
        .map(phase -> phase.name() + " " + Times.text(phase.took()))
        .collect(Collectors.joining(" + ", "From the declaration to the last check: ", "."));
  }
}
