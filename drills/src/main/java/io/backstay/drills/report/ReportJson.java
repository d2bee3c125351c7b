package io.backstay.drills.report;

import io.backstay.drill.DrillReporter;
import io.backstay.spi.Seal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A report as JSON-shaped data. Within a major version of its format only additions are made; who
 * reads it ignores what it does not know.
 */
final class ReportJson {
  /** The version of the format. */
  static final String FORMAT = "1.0";

  private ReportJson() {}

  static Map<String, Object> of(DrillReport report) {
    return map(
        "formatVersion", FORMAT,
        "kind", "DrillReport",
        "id", report.id(),
        "verdict", word(report.verdict()),
        "subject", subject(report.subject()),
        "set", set(report.set()),
        "clock", clock(report.clock()),
        "timeline", report.phases().stream().map(ReportJson::phase).toList(),
        "objectives", report.objectives().stream().map(ReportJson::objective).toList(),
        "longestGap", gap(report.gap()),
        "injections", report.injections().stream().map(ReportJson::injection).toList(),
        "assertions", report.assertions().stream().map(ReportJson::assertion).toList(),
        "reconciliation", report.reconciliation().stream().map(ReportJson::reconciled).toList(),
        "exercised", exercise(report.exercise()),
        "proven", proven(report),
        "findings", report.findings().stream().map(it -> finding(it, report.subject())).toList(),
        "teardown", teardown(report.teardown()),
        "previous", earlier(report.before().previous()),
        "trend", report.before().all().stream().map(ReportJson::trend).toList(),
        "signOff", report.subject().signOff().stream().map(ReportJson::pending).toList());
  }

  /** A word as JSON and people have it. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Map<String, Object> subject(DrillReport.Subject it) {
    return map(
        "drill",
        source(it.drill()),
        "restore",
        source(it.restore()),
        "plan",
        it.backup(),
        "digest",
        it.digest(),
        "scenario",
        map("title", it.title(), "disaster", it.disaster(), "narrative", it.narrative()),
        "participants",
        it.participants(),
        "operator",
        operator(it.operator()),
        "engine",
        engine(it.engine()),
        "isolation",
        it.isolation().stream().map(DrillReport.StoodIn::text).toList(),
        "scratch",
        it.isolation().stream()
            .map(
                scratch ->
                    map("of", scratch.of(), "where", scratch.where(), "image", scratch.image()))
            .toList(),
        "notCovered",
        it.notCovered(),
        "owner",
        it.owner().isEmpty() ? null : it.owner(),
        "labels",
        it.labels().isEmpty() ? null : it.labels(),
        "repository",
        revision(it.revision()));
  }

  private static Map<String, Object> operator(DrillReport.Operator it) {
    return map("user", it.user(), "host", it.host(), "trigger", it.trigger());
  }

  private static Map<String, Object> engine(DrillReport.Engine it) {
    return map("backstay", it.backstay(), "java", it.java(), "system", it.system());
  }

  private static Map<String, Object> source(DrillReport.Source it) {
    return map("name", it.name(), "file", it.file());
  }

  private static @Nullable Map<String, Object> set(@Nullable Taken it) {
    return it == null
        ? null
        : map(
            "id",
            it.id(),
            "store",
            it.store(),
            "level",
            it.level(),
            "copies",
            it.copies(),
            "type",
            it.type(),
            "pick",
            it.pick(),
            "draw",
            it.draw() == null ? null : map("seed", it.draw().seed(), "of", it.draw().of()),
            "startedAt",
            at(it.startedAt()),
            "finishedAt",
            at(it.finishedAt()),
            "host",
            it.host(),
            "signer",
            it.signer(),
            "lockedUntil",
            at(it.lockedUntil()),
            "tools",
            it.tools(),
            "artifacts",
            it.artifacts().stream().map(ReportJson::artifact).toList());
  }

  private static Map<String, Object> artifact(Taken.Artifact it) {
    Seal seal = it.sealed();
    return map(
        "name", it.name(),
        "bytes", it.bytes(),
        "sha256", it.sha256(),
        "plainSha256", it.plain(),
        "encrypted", seal == null ? null : map("way", seal.way(), "recipients", seal.recipients()));
  }

  private static Map<String, Object> clock(DrillReport.Clock it) {
    return map(
        "source", "the clock of the operator's host, in UTC",
        "started", at(it.started()),
        "declared", at(it.declared()),
        "restored", at(it.restored()),
        "usable", at(it.usable()),
        "ended", at(it.ended()));
  }

  private static Map<String, Object> phase(DrillReport.Phase it) {
    return map(
        "phase",
        it.name(),
        "at",
        at(it.at()),
        "seconds",
        seconds(it.took()),
        "steps",
        it.steps().stream()
            .map(
                step ->
                    map(
                        "id", step.id(),
                        "at", at(step.at()),
                        "seconds", seconds(step.took()),
                        "attempts", step.attempts(),
                        "outcome", step.outcome(),
                        "note", step.note()))
            .toList());
  }

  private static Map<String, Object> objective(DrillReport.Objective it) {
    return map(
        "name", it.name(),
        "target", seconds(it.target()),
        "measured", seconds(it.measured()),
        "met", it.met(),
        "basis", it.basis(),
        "lost", it.lost().isEmpty() ? null : it.lost());
  }

  private static Map<String, Object> injection(DrillReport.Injection it) {
    return map(
        "what", it.what(),
        "when", it.when(),
        "expected", it.expected(),
        "observed", it.observed(),
        "asExpected", it.asExpected(),
        "times", it.times(),
        "first", at(it.first()),
        "evidence", it.evidence(),
        "where", it.where());
  }

  private static Map<String, Object> assertion(DrillReport.Assertion it) {
    return map(
        "phase", it.phase(),
        "name", it.name(),
        "result", it.result(),
        "summary", it.summary(),
        "expected", it.expected(),
        "actual", it.actual());
  }

  private static Map<String, Object> reconciled(DrillReport.Reconciled it) {
    return map(
        "check", it.check(),
        "what", it.what(),
        "expected", it.expected(),
        "actual", it.actual());
  }

  private static Map<String, Object> exercise(DrillReport.Exercise it) {
    List<Map<String, Object>> skipped =
        it.skipped().stream().map(step -> map("id", step.id(), "why", step.why())).toList();
    return map("steps", it.steps(), "of", it.of(), "skipped", skipped);
  }

  private static Map<String, Object> finding(Finding it, DrillReport.Subject subject) {
    return map(
        "about", it.about(),
        "text", it.text(),
        "where", it.where(),
        "next", it.next(),
        "since", at(it.since()),
        "due", at(it.due()),
        "owner", subject.owner().isEmpty() ? null : subject.owner(),
        "ticket", it.ticket());
  }

  private static @Nullable Map<String, Object> gap(DrillReport.@Nullable Gap it) {
    return it == null
        ? null
        : map("seconds", seconds(it.length()), "from", at(it.from()), "to", at(it.to()));
  }

  private static @Nullable Map<String, Object> revision(DrillReporter.@Nullable Revision it) {
    return it == null
        ? null
        : map("commit", it.commit(), "by", it.by(), "at", at(it.at()), "dirty", it.changed());
  }

  /** How far the set is proven by this drill. */
  private static String proven(DrillReport report) {
    boolean checked = report.assertions().stream().anyMatch(it -> it.result().equals("passed"));
    if (report.clock().usable() != null && checked) {
      return "restored, and checked";
    }
    return report.clock().restored() == null ? "not restored" : "restored";
  }

  private static Map<String, Object> teardown(DrillReport.Teardown it) {
    return map(
        "created",
        it.created(),
        "removed",
        it.removed(),
        "left",
        it.left(),
        "keptUntil",
        at(it.keptUntil()));
  }

  private static Map<String, Object> trend(DrillReport.Earlier it) {
    return map("id", it.id(), "verdict", it.verdict(), "rto", it.rtoSeconds());
  }

  private static @Nullable Map<String, Object> earlier(DrillReport.@Nullable Earlier it) {
    return it == null ? null : map("id", it.id(), "sha256", it.digest(), "verdict", it.verdict());
  }

  private static Map<String, Object> pending(String who) {
    return map("who", who, "status", "pending");
  }

  private static @Nullable String at(@Nullable Instant moment) {
    return moment == null ? null : moment.toString();
  }

  private static @Nullable Double seconds(@Nullable Duration span) {
    return span == null ? null : span.toMillis() / 1000.0;
  }

  /** In this order; what has no value is left out. */
  private static Map<String, Object> map(@Nullable Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      Object value = keysAndValues[i + 1];
      if (value != null) {
        map.put(String.valueOf(keysAndValues[i]), value);
      }
    }
    return map;
  }
}
