package io.backstay.drills.report;

import io.backstay.drills.report.DrillReport.Assertion;
import io.backstay.drills.report.DrillReport.Exercise;
import io.backstay.drills.report.DrillReport.Objective;
import io.backstay.drills.report.DrillReport.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A report as one page to print or to send: nothing in it is loaded from anywhere. */
final class ReportHtml {
  private final DrillReport report;
  private final Markup page = new Markup();

  private ReportHtml(DrillReport report) {
    this.report = report;
  }

  static String of(DrillReport report) {
    return new ReportHtml(report).all();
  }

  private String all() {
    Subject subject = report.subject();
    page.raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    page.put("<title>Drill report: %s, %s</title>", subject.drill().name(), report.id());
    page.raw("<style>\n" + css() + "</style></head><body><main>");
    header(subject);
    page.put("<p class=\"lead\">%s</p>", Lead.of(report));
    cards();
    findings();
    page.raw("<h2>Timeline</h2>").raw(Timeline.of(report));
    page.put("<p class=\"dim\">%s</p>", Lead.parts(report));
    if (report.gap() != null) {
      page.put("<p class=\"dim\">%s.</p>", report.gap().says());
    }
    injections();
    assertions();
    reconciliation();
    runbook();
    isolation();
    set();
    history();
    rest(subject);
    return page.raw("</main></body></html>").toString();
  }

  private static String css() {
    try (InputStream in =
        Objects.requireNonNull(ReportHtml.class.getResourceAsStream("report.css"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void header(Subject subject) {
    String verdict = ReportJson.word(report.verdict());
    page.put("<header><div><h1>%s</h1>", subject.title());
    page.put(
        "<p class=\"dim\">Drill <b>%s</b> of the runbook <code>%s</code></p>",
        subject.drill().name(), subject.restore().file());
    page.put(
        "<p class=\"dim\">%s to %s, run by %s on %s (%s)</p></div>",
        Times.text(report.clock().started()),
        Times.text(report.clock().ended()),
        subject.operator().user(),
        subject.operator().host(),
        subject.operator().trigger());
    page.put(
        "<div class=\"verdict %s\">%s</div></header>",
        verdict, verdict.replace('-', ' ').toUpperCase(Locale.ROOT));
    if (subject.narrative() != null) {
      page.put("<p>%s</p>", subject.narrative());
    }
  }

  private void cards() {
    page.raw("<div class=\"cards\">");
    report.objectives().forEach(this::objective);
    long passed = report.assertions().stream().filter(it -> it.result().equals("passed")).count();
    int all = report.assertions().size();
    card(passed == all, passed + " of " + all, "assertions passed");
    Exercise used = report.exercise();
    card(true, used.steps() + " of " + used.of(), "steps of the runbook exercised");
    page.raw("</div>");
  }

  private void objective(Objective it) {
    String promised =
        it.target() == null ? "nothing promised" : "promised " + Times.text(it.target());
    String name = it.name().toUpperCase(Locale.ROOT);
    card(it.met(), name + " " + Times.text(it.measured()), promised);
  }

  private void card(boolean good, String figure, String about) {
    page.put(
        "<div class=\"card %s\"><b>%s</b><span>%s</span></div>", good ? "" : "bad", figure, about);
  }

  private void findings() {
    page.raw("<h2>Findings</h2>");
    if (report.findings().isEmpty()) {
      page.raw("<p>None.</p>");
    }
    for (Finding it : report.findings()) {
      page.put("<div class=\"finding\"><b>%s</b>", it.text());
      if (it.where() != null) {
        page.put("<br><code>%s</code>", it.where());
      }
      if (it.next() != null) {
        page.put("<br>%s", it.next());
      }
      it.terms(report.clock())
          .ifPresent(text -> page.put("<br><span class=\"dim\">%s</span>", text));
      page.raw("</div>");
    }
  }

  private void injections() {
    if (report.injections().isEmpty()) {
      return;
    }
    page.raw("<h2>Faults injected on purpose</h2>")
        .table("Fault", "When", "Expected", "How it showed", "Observed");
    for (DrillReport.Injection it : report.injections()) {
      page.judged(
          List.of(it.what(), it.when(), it.expected(), it.evidence()),
          it.asExpected(),
          it.observed());
    }
    page.endTable();
  }

  private void assertions() {
    page.raw("<h2>Assertions</h2>").table("Phase", "Check", "Found", "Result");
    for (Assertion it : report.assertions()) {
      boolean good = !it.result().equals("not-passed");
      String result = it.result().replace('-', ' ');
      page.judged(List.of(it.phase(), it.name(), found(it)), good, result);
    }
    page.endTable();
  }

  private void reconciliation() {
    if (report.reconciliation().isEmpty()) {
      return;
    }
    page.raw("<h2>Reconciliation</h2>").table("Check", "Of", "Expected", "Found");
    report
        .reconciliation()
        .forEach(it -> page.row(List.of(it.check(), it.what(), it.expected(), it.actual())));
    page.endTable();
  }

  private static String found(Assertion it) {
    return it.expected() == null && it.actual() == null
        ? it.summary()
        : "%s; expected %s, found %s".formatted(it.summary(), it.expected(), it.actual());
  }

  private void runbook() {
    if (report.exercise().of() == 0) {
      return;
    }
    page.raw("<h2>Runbook</h2>").table("Step", " Took", " Attempts", "Outcome");
    report.phases().stream()
        .filter(phase -> phase.name().equals("restore"))
        .flatMap(phase -> phase.steps().stream())
        .forEach(
            step ->
                page.row(
                    List.of(
                        step.id(),
                        " " + Times.text(step.took()),
                        " " + step.attempts(),
                        step.note() == null
                            ? step.outcome()
                            : step.outcome() + ": " + step.note())));
    page.endTable();
  }

  private void isolation() {
    page.raw(
        "<h2>Isolation</h2><p>Everything the runbook writes went to disposable resources.</p>");
    page.table("Instead of", "Into", "Image");
    report
        .subject()
        .isolation()
        .forEach(
            it ->
                page.row(
                    List.of(it.of(), it.where(), Objects.requireNonNullElse(it.image(), "—"))));
    page.endTable();
    DrillReport.Teardown down = report.teardown();
    page.put(
        "<p class=\"dim\">%d made, %d removed, %d left.</p>",
        down.created(), down.removed(), down.left().size());
    down.left().forEach(left -> page.put("<p class=\"bad-text\">Left: %s</p>", left));
    down.kept().ifPresent(kept -> page.put("<p class=\"dim\">%s</p>", kept));
  }

  private void set() {
    Taken set = report.set();
    if (set == null) {
      return;
    }
    page.raw("<h2>Set</h2>");
    page.put(
        "<p><code>%s</code> (%s) from <b>%s</b>, in %d stores, picked as %s, %s before the drill; data"
            + " of %s, made on %s, %s%s</p>",
        set.id(),
        set.type(),
        set.store(),
        set.copies(),
        set.picked(),
        set.level(),
        Times.text(set.startedAt()),
        set.host(),
        set.signer(),
        set.locked());
    page.table("Artifact", " Bytes", "SHA-256");
    set.artifacts()
        .forEach(
            it ->
                page.row(
                    List.of(
                        it.name(), String.format(Locale.ROOT, " %,d", it.bytes()), it.sha256())));
    page.endTable();
  }

  private void history() {
    if (report.before().all().isEmpty()) {
      return;
    }
    page.raw("<h2>Earlier drills</h2>").table("Drill", " RTO", "Verdict");
    report
        .before()
        .all()
        .forEach(
            it ->
                page.judged(
                    List.of(it.id(), " " + Trend.rto(it)),
                    it.verdict().equals("passed"),
                    it.verdict().replace('-', ' ')));
    page.endTable();
  }

  private void people(Subject subject) {
    List<List<String>> rows = new ArrayList<>();
    subject.labels().forEach((label, value) -> rows.add(List.of(label, value)));
    if (!subject.owner().isEmpty()) {
      rows.add(List.of("looked after by", String.join(", ", subject.owner())));
    }
    if (subject.revision() != null) {
      rows.add(List.of("plan files last changed in", subject.revision().says()));
    }
    if (!subject.participants().isEmpty()) {
      rows.add(List.of("took part", String.join(", ", subject.participants())));
    }
    if (!rows.isEmpty()) {
      page.raw("<h2>What for, and who</h2>").raw("<table><tbody>");
      rows.forEach(page::row);
      page.endTable();
    }
  }

  private void rest(Subject subject) {
    if (!subject.notCovered().isEmpty()) {
      page.raw("<h2>Not covered</h2><ul>");
      subject.notCovered().forEach(it -> page.put("<li>%s</li>", it));
      page.raw("</ul>");
    }
    people(subject);
    if (!subject.signOff().isEmpty()) {
      page.raw("<h2>Sign-off</h2>");
    }
    page.raw("<div class=\"sign\">");
    subject.signOff().forEach(who -> page.put("<div>%s, date</div>", who));
    page.raw("</div>");
    page.put(
        "<footer>backstay %s, Java %s, %s. Plan files sha256 <code>%s</code>. The signed evidence"
            + " is report.json beside this page. Supports evidence for CIS 11.5, ISO 27001 A.8.13,"
            + " SOC 2 A1.2 and A1.3, NIST CP-4 and CP-9, DORA 12.</footer>",
        subject.engine().backstay(),
        subject.engine().java(),
        subject.engine().system(),
        subject.digest());
  }
}
