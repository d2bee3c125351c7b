package io.backstay.drills.report;

import io.backstay.drills.report.DrillReport.Clock;
import io.backstay.drills.report.DrillReport.Phase;
import io.backstay.drills.report.DrillReport.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The course of a drill, drawn: a bar for each part and each step of it, on one scale of time. */
final class Timeline {
  private static final int LEFT = 190;
  private static final int WIDTH = 620;
  private static final int ALL = 900;
  private static final int ROW = 22;

  private final Clock clock;
  private final Markup svg = new Markup();

  private Timeline(Clock clock) {
    this.clock = clock;
  }

  static String of(DrillReport report) {
    return new Timeline(report.clock()).draw(report);
  }

  /** A bar of the drawing. */
  private record Bar(
      String name, boolean phase, Instant at, Duration took, int attempts, boolean good) {
    String label() {
      return Times.text(took) + (attempts > 1 ? ", " + attempts + " attempts" : "");
    }
  }

  private String draw(DrillReport report) {
    List<Bar> bars = bars(report.phases());
    int height = (bars.size() + 2) * ROW;
    svg.put("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Timeline\">", ALL, height);
    mark("T₀", clock.declared(), height, "start");
    mark("restored", clock.restored(), height, "end");
    mark("usable", clock.usable(), height, "start");
    int y = ROW + ROW / 2;
    for (Bar bar : bars) {
      bar(bar, y);
      y += ROW;
    }
    report.injections().forEach(fault -> fault(fault, height));
    return svg.raw("</svg>").toString();
  }

  private static List<Bar> bars(List<Phase> phases) {
    List<Bar> bars = new ArrayList<>();
    for (Phase phase : phases) {
      bars.add(new Bar(phase.name(), true, phase.at(), phase.took(), 1, good(phase)));
      for (Step step : phase.steps()) {
        if (phase.steps().size() > 1 && !step.outcome().equals("skipped")) {
          boolean good = step.outcome().equals("succeeded");
          bars.add(new Bar(step.id(), false, step.at(), step.took(), step.attempts(), good));
        }
      }
    }
    return bars;
  }

  private static boolean good(Phase phase) {
    return phase.steps().stream()
        .noneMatch(it -> it.outcome().equals("failed") || it.outcome().equals("interrupted"));
  }

  /** Where a fault was met first. */
  private void fault(DrillReport.Injection fault, int height) {
    Instant first = fault.first();
    if (first != null) {
      svg.put(
          "<g><title>%s</title><text class=\"fault\" x=\"%.1f\" y=\"%d\""
              + " text-anchor=\"middle\">⚡</text></g>",
          fault.what(), x(first), height - 4);
    }
  }

  private void bar(Bar bar, int y) {
    double from = x(bar.at());
    double width = Math.max(2, x(bar.at().plus(bar.took())) - from);
    String colour = bar.good() ? bar.phase() ? "#3568a8" : "#9db8d9" : "#c0352b";
    svg.put(
        "<text x=\"%d\" y=\"%d\" style=\"font-weight:%d\">%s</text>",
        bar.phase() ? 0 : 16, y + 12, bar.phase() ? 600 : 400, bar.name());
    svg.put(
        "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"3\" fill=\"%s\"/>",
        from, y + 2, width, ROW - 8, colour);
    svg.put(
        "<text class=\"dim\" x=\"%.1f\" y=\"%d\">%s</text>", from + width + 6, y + 12, bar.label());
  }

  private void mark(String name, @Nullable Instant at, int height, String anchor) {
    if (at == null) {
      return;
    }
    double x = x(at);
    svg.put(
        "<line x1=\"%.1f\" y1=\"18\" x2=\"%.1f\" y2=\"%d\" stroke=\"#5b6875\""
            + " stroke-dasharray=\"3 3\"/>",
        x, x, height - ROW / 2);
    svg.put(
        "<text class=\"dim\" x=\"%.1f\" y=\"13\" text-anchor=\"%s\">%s</text>",
        anchor.equals("end") ? x - 3 : x + 3, anchor, name);
  }

  private double x(Instant at) {
    double whole = Math.max(1, Duration.between(clock.started(), clock.ended()).toMillis());
    return LEFT + WIDTH * (Duration.between(clock.started(), at).toMillis() / whole);
  }
}
