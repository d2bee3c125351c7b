package io.backstay.app;

import io.backstay.drill.DrillReporter;
import io.backstay.drill.DrillReporter.Audited;
import io.backstay.plan.MetricsRules;
import io.backstay.spi.Failure;
import io.backstay.spi.Gauges;
import io.backstay.survey.PrometheusText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes how a drill stands for Prometheus, which nothing that goes wrong here can change. */
final class DrillMetering {
  private final Session session;
  private final DrillWords words;

  DrillMetering(Session session, DrillWords words) {
    this.session = session;
    this.words = words;
  }

  void after(DrillReporter.Judged judged) {
    words.metrics().ifPresent(rules -> write(judged, rules));
  }

  private void write(DrillReporter.Judged judged, MetricsRules rules) {
    try {
      text(judged, new Gauges(rules.prefix()).drill(words.drill().name())).write(rules.textfile());
    } catch (Failure failure) {
      Metering.tell(session, failure);
    }
  }

  private PrometheusText text(DrillReporter.Judged judged, Gauges.OfDrill names) {
    boolean passed = judged.verdict() == DrillReporter.Verdict.PASSED;
    List<Audited> reports = new DrillStates(session).evidence(words).toList();
    PrometheusText text =
        new PrometheusText()
            .gauge(names.success(), "Whether the last drill passed.", passed ? 1 : 0)
            .gauge(
                names.lastSuccess(),
                "When the last drill that passed began, 0 for never.",
                last(reports, true))
            .gauge(
                names.lastFailure(),
                "When the last drill that did not pass began, 0 for never.",
                last(reports, false));
    measured(text, names.rto(), "How long the restore took.", judged.measured().get("rto"));
    measured(text, names.rpo(), "How much would have been lost.", judged.measured().get("rpo"));
    Instant due =
        DrillStates.due(words, session.clock().instant(), DrillStates.zone(words.drill()));
    if (due != null) {
      text.gauge(names.due(), "When the next drill is due.", due.getEpochSecond());
    }
    return text;
  }

  private static long last(List<Audited> reports, boolean passed) {
    return reports.stream()
        .filter(report -> DrillStates.passed(report) == passed)
        .map(Audited::at)
        .filter(Objects::nonNull)
        .mapToLong(Instant::getEpochSecond)
        .max()
        .orElse(0);
  }

  private static void measured(
      PrometheusText text, String name, String help, @Nullable Duration value) {
    if (value != null) {
      text.gauge(name, help, value.toSeconds());
    }
  }
}
