package io.backstay.drills.report;

import io.backstay.drills.report.DrillReport.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report for a terminal: what was promised and measured, and what to look at. */
final class ReportText {
  private ReportText() {}

  static List<String> of(DrillReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(
        report.phases().stream()
            .map(phase -> phase.name() + " " + Times.text(phase.took()))
            .reduce((a, b) -> a + " · " + b)
            .orElse(""));
    lines.add("%-38s%-13s%s".formatted("", "objective", "measured"));
    report.objectives().forEach(it -> lines.add(objective(it)));
    long passed = report.assertions().stream().filter(it -> it.result().equals("passed")).count();
    lines.add(
        "assertions %d of %d    runbook %d of %d steps exercised    scratch %d made, %d removed"
            .formatted(
                passed,
                report.assertions().size(),
                report.exercise().steps(),
                report.exercise().of(),
                report.teardown().created(),
                report.teardown().removed()));
    long good = report.injections().stream().filter(DrillReport.Injection::asExpected).count();
    if (!report.injections().isEmpty()) {
      lines.add("injections %d of %d as expected".formatted(good, report.injections().size()));
    }
    report
        .exercise()
        .skipped()
        .forEach(step -> lines.add("not exercised: " + step.id() + ": " + step.why()));
    report.findings().forEach(finding -> lines.addAll(finding(finding, report.clock())));
    report.teardown().left().forEach(left -> lines.add("left: " + left));
    report.teardown().kept().ifPresent(kept -> lines.add("  " + kept));
    return lines;
  }

  private static List<String> finding(Finding it, DrillReport.Clock clock) {
    List<String> lines =
        new ArrayList<>(List.of("finding (%s): %s".formatted(it.about(), it.text())));
    if (it.where() != null) {
      lines.add("  at " + it.where());
    }
    if (it.next() != null) {
      lines.add("  " + it.next());
    }
    it.terms(clock).ifPresent(terms -> lines.add("  " + terms));
    return lines;
  }

  private static String objective(Objective it) {
    return "  %-36s%-13s%-13s%s"
        .formatted(
            it.name().toUpperCase(Locale.ROOT),
            Times.text(it.target()),
            Times.text(it.measured()),
            it.met() ? "ok" : "NOT MET");
  }
}
