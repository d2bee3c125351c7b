package io.backstay.program;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps of a program as rows of a preview; a step that may not run is still a row. */
final class Rows {
  private final Effects effects;
  private final Program program;
  private final Outlook outlook;

  Rows(Program program, Outlook outlook) {
    this.program = program;
    this.outlook = outlook;
    this.effects = new Effects(program.resources(), program.retention());
  }

  List<Preview.Row> all() {
    List<Preview.Row> rows = new ArrayList<>();
    program.steps().forEach(node -> add(rows, node, 0, true));
    return rows;
  }

  private void add(List<Preview.Row> rows, Node node, int depth, boolean parentRuns) {
    switch (node) {
      case Node.Step step -> rows.add(row(step, depth, parentRuns));
      case Node.Group group ->
          addAll(rows, header(group, "group", depth, parentRuns), group.nodes());
      case Node.Parallel parallel ->
          addAll(rows, header(parallel, "parallel", depth, parentRuns), parallel.nodes());
    }
  }

  private void addAll(List<Preview.Row> rows, Preview.Row header, List<Node> children) {
    rows.add(header);
    boolean runs = !header.status().equals("skipped");
    children.forEach(child -> add(rows, child, header.depth() + 1, runs));
  }

  private static Preview.Row header(Node node, String type, int depth, boolean parentRuns) {
    return new Preview.Row(
        node.id(),
        type,
        depth,
        0,
        status(node.when(), parentRuns),
        condition(node.when()),
        List.of(),
        null);
  }

  private Preview.Row row(Node.Step step, int depth, boolean parentRuns) {
    return new Preview.Row(
        step.id(),
        step.type(),
        depth,
        step.where().line(),
        status(step.when(), parentRuns),
        condition(step.when()),
        effects.of(step.ops().preview()),
        outlook.estimate(step.id()).orElse(null));
  }

  private static String status(Guard guard, boolean parentRuns) {
    Boolean decided = guard.decided();
    if (!parentRuns || Boolean.FALSE.equals(decided)) {
      return "skipped";
    }
    return decided == null ? "may-run" : "will-run";
  }

  private static @Nullable String condition(Guard guard) {
    return guard.text().isEmpty() ? null : guard.text();
  }
}
