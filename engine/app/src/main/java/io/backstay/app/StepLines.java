package io.backstay.app;

import io.backstay.expr.Human;
import io.backstay.program.DrillLowering;
import io.backstay.program.Effect;
import io.backstay.program.Outlook.Estimate;
import io.backstay.program.Preview;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The steps of a preview, a line for each effect that matters. */
final class StepLines {
  private static final int ID_WIDTH = 23;

  private final List<Preview.Row> rows;
  private final Console console;

  StepLines(List<Preview.Row> rows, Console console) {
    this.rows = rows;
    this.console = console;
  }

  List<String> all() {
    List<String> lines = new ArrayList<>();
    int number = 0;
    for (int i = 0; i < rows.size(); i++) {
      Preview.Row row = rows.get(i);
      number += row.depth() == 0 ? 1 : 0;
      lines.addAll(lines(row, indent(i, number)));
    }
    return lines;
  }

  static String seconds(double seconds) {
    return Human.duration(Duration.ofSeconds(Math.max(1, Math.round(seconds))));
  }

  private String indent(int index, int number) {
    int depth = rows.get(index).depth();
    if (depth == 0) {
      return "%4d ".formatted(number);
    }
    boolean last = index + 1 == rows.size() || rows.get(index + 1).depth() < depth;
    String branch = last ? console.symbol("└ ", "` ") : console.symbol("├ ", "|-");
    return " ".repeat(5 + 2 * (depth - 1)) + branch;
  }

  private List<String> lines(Preview.Row row, String indent) {
    List<String> says = says(row);
    String first = ("%-" + ID_WIDTH + "s %s").formatted(indent + row.id(), says.getFirst());
    List<String> lines = new ArrayList<>();
    lines.add(times(first, row.estimate()));
    says.stream().skip(1).map(more -> " ".repeat(ID_WIDTH + 1) + more).forEach(lines::add);
    return lines;
  }

  private static String times(String line, @Nullable Estimate estimate) {
    if (estimate == null) {
      return line.stripTrailing();
    }
    String p50 = seconds(estimate.p50Seconds());
    return "%-75s %-8s %s".formatted(line, p50, seconds(estimate.p95Seconds()));
  }

  private List<String> says(Preview.Row row) {
    if (row.status().equals("skipped")) {
      return List.of(console.symbol("○", "o") + " skipped" + because(row.when()));
    }
    List<String> says = new ArrayList<>(effects(row));
    if (says.isEmpty()) {
      says.add("");
    }
    if (row.status().equals("may-run")) {
      says.set(0, "? may run, when " + row.when() + ": " + says.getFirst());
    }
    return says;
  }

  private static String because(@Nullable String when) {
    if (when == null) {
      return "";
    }
    return "  " + when + (when.startsWith(DrillLowering.NOT_EXERCISED) ? "" : " is false");
  }

  /** What changes something; where nothing does, what is read. */
  private List<String> effects(Preview.Row row) {
    List<Effect> changing =
        row.effects().stream().filter(e -> e.action() != Effect.Action.READ).toList();
    if (!changing.isEmpty()) {
      return changing.stream().map(effect -> line(effect, row.estimate())).distinct().toList();
    }
    if (row.effects().isEmpty()) {
      return List.of();
    }
    return List.of(
        symbol(Effect.Action.READ)
            + row.effects().stream()
                .map(Effect::says)
                .distinct()
                .collect(Collectors.joining(", ")));
  }

  private String line(Effect effect, @Nullable Estimate estimate) {
    String size = madeArtifact(effect) ? size(estimate) : "";
    return (symbol(effect.action()) + effect.target() + "  " + effect.says() + size)
        .stripTrailing();
  }

  private String symbol(Effect.Action action) {
    return action.symbol(console.unicode()) + " ";
  }

  private static boolean madeArtifact(Effect effect) {
    return effect.action() == Effect.Action.CREATE && effect.says().isEmpty();
  }

  private String size(@Nullable Estimate estimate) {
    if (estimate == null || estimate.bytes() == null) {
      return "? (first run)";
    }
    return "%s %s (±%d %%, %d runs)"
        .formatted(
            console.symbol("≈", "~"),
            Human.about(estimate.bytes()),
            Math.round(estimate.spread() * 100),
            estimate.samples());
  }
}
