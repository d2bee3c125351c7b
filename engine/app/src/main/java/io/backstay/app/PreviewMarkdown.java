package io.backstay.app;

import static io.backstay.app.Markdown.plain;

import io.backstay.program.DrillLowering;
import io.backstay.program.Effect;
import io.backstay.program.Preview;
import io.backstay.spi.Finding.Status;
import java.util.List;
import java.util.stream.Collectors;

/** A preview as a comment on a change; values of inputs are not in it. */
final class PreviewMarkdown {
  private final Preview preview;
  private final Markdown text = new Markdown();

  private PreviewMarkdown(Preview preview) {
    this.preview = preview;
  }

  static String of(Preview preview) {
    return new PreviewMarkdown(preview).text();
  }

  private String text() {
    Preview.Plan plan = preview.plan();
    String env = plan.env() == null ? "" : plan.env();
    // The step that publishes it finds its own comment by this line.
    text.line("<!-- backstay:preview:%s:%s -->".formatted(comment(plan.file()), comment(env)));
    String where = env.isEmpty() ? "" : " (" + plain(env) + ")";
    text.line("### %s %s%s: %s".formatted(light(), plain(plan.name()), where, preview.verdict()));
    troubles();
    retention();
    steps();
    summary();
    return text.toString();
  }

  /** A comment ends where it says so, and nowhere before. */
  private static String comment(String said) {
    return said.replace("--", "- -").replace(">", "");
  }

  private String light() {
    if (preview.verdict().equals("blocked")) {
      return "🔴";
    }
    return preview.beyond() != null || preview.summary().warnings() > 0 ? "🟡" : "🟢";
  }

  private void troubles() {
    text.line("");
    for (Preview.Look look : preview.checks()) {
      if (look.status() != Status.OK) {
        String help = look.help() == null ? "" : "; " + plain(look.help());
        text.line("- %s: %s%s".formatted(word(look), plain(look.summary()), help));
      }
    }
    preview.objectives().stream()
        .filter(promise -> !promise.status().equals("met"))
        .forEach(
            promise ->
                text.line(
                    "- **%s** %s: %s"
                        .formatted(promise.name(), promise.status(), plain(promise.says()))));
    String beyond = preview.beyond();
    if (beyond != null) {
      text.line("- **a run is refused**: " + plain(beyond));
    }
    preview.outside().forEach(what -> text.line("- outside scratch: " + plain(what)));
    if (preview.mode().equals("offline")) {
      text.line("- nothing was looked at: offline");
    }
  }

  private static String word(Preview.Look look) {
    String status =
        switch (look.status()) {
          case FAIL -> "fails";
          case WARN -> "warning";
          case ASSUMED -> "assumed";
          default -> "not checked";
        };
    return "**" + plain(look.id()) + "** " + status;
  }

  private void retention() {
    Preview.Retained kept = preview.retention();
    if (kept != null && !kept.copy().isEmpty()) {
      text.line("- **retention** copies %d sets".formatted(kept.copy().size()));
    }
    if (kept != null && !kept.delete().isEmpty()) {
      text.line("- **retention** deletes %d sets".formatted(kept.delete().size()));
    }
  }

  private void steps() {
    text.line("").line("<details><summary>Steps (%d)</summary>".formatted(preview.steps().size()));
    text.line("").line("| step | effect | p50 |").line("|---|---|--:|");
    for (Preview.Row row : preview.steps()) {
      String time = row.estimate() == null ? "" : StepLines.seconds(row.estimate().p50Seconds());
      text.row(List.of("  ".repeat(row.depth()) + plain(row.id()), effects(row), time));
    }
    text.line("").line("</details>").line("");
  }

  private static String effects(Preview.Row row) {
    String condition = row.when() == null ? "" : plain(row.when());
    String effects =
        row.effects().stream()
            .map(PreviewMarkdown::effect)
            .distinct()
            .collect(Collectors.joining("<br>"));
    return switch (row.status()) {
      case "skipped" -> "skipped: " + condition + (notExercised(row) ? "" : " is false");
      case "may-run" -> "may run, when " + condition + ": " + effects;
      default -> effects;
    };
  }

  private static boolean notExercised(Preview.Row row) {
    String when = row.when();
    return when != null && when.startsWith(DrillLowering.NOT_EXERCISED);
  }

  private static String effect(Effect effect) {
    String symbol = plain(String.valueOf(effect.action().symbol(true)));
    return (symbol + " " + plain(effect.target()) + " " + plain(effect.says())).stripTrailing();
  }

  private void summary() {
    Preview.Summary s = preview.summary();
    text.line(
        "%d created · %d changed · %d deleted · %d interruptions · %d known at run · fingerprint %s"
            .formatted(
                s.create(),
                s.change(),
                s.delete(),
                s.interrupt(),
                s.knownAtRun(),
                preview.fingerprint()));
    String not =
        preview.notCovered().isEmpty()
            ? ""
            : " · not covered: " + plain(String.join(", ", preview.notCovered()));
    String but =
        preview.mode().equals(Previews.Depth.PROBE_WRITE.mode())
            ? " but for one object in each store"
            : "";
    text.line("<sub>backstay %s · read only%s%s</sub>".formatted(Version.NUMBER, but, not));
  }
}
