package io.backstay.drills.report;

import io.backstay.drills.report.DrillReport.Assertion;
import io.backstay.drills.report.DrillReport.Objective;
import java.util.List;
import java.util.Locale;

/** A report as Markdown, for a pull request or a wiki. */
final class ReportMarkdown {
  private final DrillReport report;
  private final StringBuilder text = new StringBuilder();

  private ReportMarkdown(DrillReport report) {
    this.report = report;
  }

  static String of(DrillReport report) {
    return new ReportMarkdown(report).all();
  }

  private String all() {
    head();
    objectives();
    findings();
    timeline();
    injections();
    assertions();
    reconciliation();
    exercise();
    set();
    rest();
    return text.toString();
  }

  private void head() {
    DrillReport.Subject subject = report.subject();
    line("# Drill report: %s: **%s**", plain(subject.drill().name()), verdict());
    line("");
    line(
        "%s to %s · scenario *%s* · set `%s` · run by %s on %s (%s)",
        Times.text(report.clock().started()),
        Times.text(report.clock().ended()),
        plain(subject.title()),
        report.set() == null ? "none" : report.set().id(),
        plain(subject.operator().user()),
        plain(subject.operator().host()),
        subject.operator().trigger());
    line("");
  }

  private String verdict() {
    return ReportJson.word(report.verdict()).toUpperCase(Locale.ROOT);
  }

  private void objectives() {
    line("| Objective | Target | Measured | |");
    line("|---|--:|--:|---|");
    for (Objective it : report.objectives()) {
      line(
          "| %s | %s | %s | %s %s |",
          it.name().toUpperCase(Locale.ROOT),
          Times.text(it.target()),
          Times.text(it.measured()),
          it.met() ? "✅" : "❌",
          plain(it.basis()));
    }
    line("");
    if (report.gap() != null) {
      line("%s", report.gap().says());
      line("");
    }
    List<DrillReport.Earlier> earlier = report.before().all();
    if (!earlier.isEmpty()) {
      line("Earlier: %s", String.join(" · ", earlier.stream().map(Trend::text).toList()));
      line("");
    }
  }

  private void findings() {
    line("## Findings");
    line("");
    if (report.findings().isEmpty()) {
      line("None.");
    }
    for (Finding it : report.findings()) {
      String where = it.where() == null ? "" : " (`" + it.where() + "`)";
      String next = it.next() == null ? "" : " — " + plain(it.next());
      String terms = it.terms(report.clock()).map(text -> " *(" + text + ")*").orElse("");
      line("1. %s%s%s%s", plain(it.text()), where, next, terms);
    }
    line("");
  }

  private void timeline() {
    line("## Timeline");
    line("");
    line("| Phase | Step | Began | Took | |");
    line("|---|---|---|--:|---|");
    for (DrillReport.Phase phase : report.phases()) {
      line(
          "| **%s** | | %s | %s | |",
          phase.name(), Times.text(phase.at()), Times.text(phase.took()));
      for (DrillReport.Step step : phase.steps()) {
        line(
            "| | %s | %s | %s | %s%s |",
            plain(step.id()),
            Times.text(step.at()),
            Times.text(step.took()),
            step.outcome(),
            step.note() == null ? "" : ": " + plain(step.note()));
      }
    }
    line("");
  }

  private void injections() {
    List<DrillReport.Injection> all = report.injections();
    if (all.isEmpty()) {
      return;
    }
    long good = all.stream().filter(DrillReport.Injection::asExpected).count();
    line("## Injected faults: %d of %d as expected", good, all.size());
    line("");
    line("| Fault | When | Expected | Observed | |");
    line("|---|---|---|---|---|");
    for (DrillReport.Injection it : all) {
      line(
          "| %s | %s | %s | %s | %s %s |",
          plain(it.what()),
          plain(it.when()),
          it.expected(),
          it.observed(),
          it.asExpected() ? "✅" : "❌",
          plain(it.evidence()));
    }
    line("");
  }

  private void assertions() {
    long passed = report.assertions().stream().filter(it -> it.result().equals("passed")).count();
    line("## Assertions: %d of %d", passed, report.assertions().size());
    line("");
    line("| Phase | Check | Result | Found | Expected | Actual |");
    line("|---|---|---|---|---|---|");
    for (Assertion it : report.assertions()) {
      line(
          "| %s | %s | %s | %s | %s | %s |",
          it.phase(),
          plain(it.name()),
          it.result(),
          plain(it.summary()),
          plain(it.expected() == null ? "" : it.expected()),
          plain(it.actual() == null ? "" : it.actual()));
    }
    line("");
  }

  private void reconciliation() {
    if (report.reconciliation().isEmpty()) {
      return;
    }
    line("## Reconciliation");
    line("");
    line("| Check | Of | Expected | Found |");
    line("|---|---|--:|--:|");
    report
        .reconciliation()
        .forEach(
            it ->
                line(
                    "| %s | %s | %s | %s |",
                    plain(it.check()), plain(it.what()), plain(it.expected()), plain(it.actual())));
    line("");
  }

  private void exercise() {
    DrillReport.Exercise it = report.exercise();
    line("## Runbook: %d of %d steps exercised", it.steps(), it.of());
    line("");
    line("`%s`", report.subject().restore().file());
    it.skipped().forEach(step -> line("- not exercised: `%s`: %s", step.id(), plain(step.why())));
    line("");
    line("Everything it writes went to scratch:");
    report.subject().isolation().forEach(scratch -> line("- %s", plain(scratch.text())));
    line("");
    DrillReport.Teardown down = report.teardown();
    line("%d made, %d removed, %d left.", down.created(), down.removed(), down.left().size());
    down.left().forEach(left -> line("- left: %s", plain(left)));
    down.kept().ifPresent(kept -> line("- %s", plain(kept)));
    line("");
  }

  private void set() {
    Taken set = report.set();
    if (set == null) {
      return;
    }
    line("## Set");
    line("");
    line(
        "`%s` (%s) from `%s`, in %d stores, picked as %s, %s before, made on %s from %s to %s, %s%s",
        set.id(),
        set.type(),
        set.store(),
        set.copies(),
        set.picked(),
        set.level(),
        plain(set.host()),
        Times.text(set.startedAt()),
        Times.text(set.finishedAt()),
        plain(set.signer()),
        set.locked());
    line("");
    line("| Artifact | Bytes | SHA-256 |");
    line("|---|--:|---|");
    set.artifacts()
        .forEach(it -> line("| %s | %,d | `%s` |", plain(it.name()), it.bytes(), it.sha256()));
    line("");
  }

  private void rest() {
    DrillReport.Subject subject = report.subject();
    if (!subject.notCovered().isEmpty()) {
      line("## Not covered");
      line("");
      subject.notCovered().forEach(it -> line("- %s", plain(it)));
      line("");
    }
    line("## Evidence");
    line("");
    line(
        "backstay %s, Java %s, %s. Plan files sha256 `%s`. Supports evidence for CIS 11.5,"
            + " ISO 27001 A.8.13, SOC 2 A1.2 and A1.3, NIST CP-4 and CP-9, DORA 12.",
        subject.engine().backstay(),
        subject.engine().java(),
        subject.engine().system(),
        subject.digest());
    line("");
    subject.labels().forEach((label, value) -> line("- %s: %s", plain(label), plain(value)));
    if (subject.revision() != null) {
      line("- plan files last changed in %s", plain(subject.revision().says()));
    }
    subject.owner().forEach(it -> line("- looked after by: %s", plain(it)));
    subject.participants().forEach(it -> line("- took part: %s", plain(it)));
    subject.signOff().forEach(who -> line("- sign-off: %s ____________________", plain(who)));
  }

  /** Text of a user, as text: nothing in it is taken for Markdown or HTML. */
  private static String plain(String words) {
    return words
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replaceAll("([\\\\`*_\\[\\]|])", "\\\\$1")
        .replaceAll("\\s+", " ");
  }

  @SuppressWarnings("AnnotateFormatMethod") // every format stands right where it is used
  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
