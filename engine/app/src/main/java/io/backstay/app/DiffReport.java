package io.backstay.app;

import static io.backstay.app.Markdown.plain;

import io.backstay.changes.Change;
import io.backstay.changes.Effect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What changed in plans, for people and machines. */
final class DiffReport {
  private static final String ARROW = " → ";

  private final Session session;
  private final Set<Effect> failOn;

  /**
   * A report.
   *
   * @param failOn what is an error
   */
  DiffReport(Session session, Set<Effect> failOn) {
    this.session = session;
    this.failOn = failOn;
  }

  void show(List<PlanChanges> plans) {
    List<PlanChanges> changed = plans.stream().filter(plan -> !plan.changes().isEmpty()).toList();
    switch (session.flags().output) {
      case JSON, NDJSON -> session.print(changed.stream().map(DiffReport::document).toList());
      case MARKDOWN -> session.say(markdown(changed));
      case GITHUB, SARIF, JUNIT -> session.report(report(plans));
      case HUMAN -> session.say(text(changed));
    }
  }

  private static Map<String, Object> document(PlanChanges plan) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("plan", plan.plan());
    document.put("before", plan.before());
    document.put("after", plan.after());
    document.put("changes", plan.changes().stream().map(DiffReport::document).toList());
    return document;
  }

  private static Map<String, Object> document(Change change) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("effect", change.effect().word());
    document.put("path", change.path());
    document.put("before", change.before());
    document.put("after", change.after());
    document.put("note", change.note());
    document.put("at", Objects.toString(change.position(), null));
    return document;
  }

  private static String text(List<PlanChanges> plans) {
    StringBuilder text = new StringBuilder();
    for (PlanChanges plan : plans) {
      text.append("%s · %s%s%s%n".formatted(plan.plan(), plan.before(), ARROW, plan.after()));
      for (Effect effect : Effect.values()) {
        List<Change> changes = of(effect, plan);
        if (!changes.isEmpty()) {
          text.append(title(effect)).append('\n');
          changes.forEach(change -> lines(change).forEach(line -> text.append(line).append('\n')));
        }
      }
      text.append('\n');
    }
    return text.append(summary(plans)).toString();
  }

  private static List<Change> of(Effect effect, PlanChanges plan) {
    return plan.changes().stream().filter(change -> change.effect() == effect).toList();
  }

  private static String title(Effect effect) {
    return switch (effect) {
      case OTHER -> "OTHER CHANGES";
      case NONE -> "NO EFFECT ON RUNS";
      default -> effect.name().replace('_', ' ');
    };
  }

  private static List<String> lines(Change change) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "  %s %-36s %s".formatted(sign(change), change.path(), values(change)).stripTrailing());
    if (!change.note().isEmpty()) {
      lines.add("        " + change.note());
    }
    return lines;
  }

  private static String sign(Change change) {
    if (change.before() == null) {
      return "+";
    }
    return change.after() == null ? "-" : "~";
  }

  private static String values(Change change) {
    if (change.before() == null || change.after() == null) {
      return said(change.before() == null ? change.after() : change.before());
    }
    return said(change.before()) + ARROW + said(change.after());
  }

  private static String said(@Nullable String value) {
    return value == null || value.isEmpty() ? "(nothing)" : value;
  }

  private static String summary(List<PlanChanges> plans) {
    String counts =
        Arrays.stream(Effect.values())
            .map(effect -> count(effect, plans))
            .filter(count -> !count.isEmpty())
            .collect(Collectors.joining(", "));
    return counts.isEmpty() ? "no change in what plans say" : counts;
  }

  private static String count(Effect effect, List<PlanChanges> plans) {
    long number = plans.stream().mapToLong(plan -> of(effect, plan).size()).sum();
    return number == 0 ? "" : number + " × " + title(effect).toLowerCase(Locale.ROOT);
  }

  private static String markdown(List<PlanChanges> plans) {
    Markdown text = new Markdown().line("<!-- backstay:diff -->");
    text.line("### " + mark(plans) + " " + summary(plans)).line("");
    for (PlanChanges plan : plans) {
      String versions = plain(plan.before()) + ARROW + plain(plan.after());
      text.line("**%s** (%s)".formatted(plain(plan.plan()), versions)).line("");
      text.row(List.of("", "where", "before", "after")).row(List.of("---", "---", "---", "---"));
      plan.changes().forEach(change -> text.row(cells(change)));
      text.line("");
    }
    return text.line("<sub>backstay " + Version.NUMBER + "</sub>").toString();
  }

  private static String mark(List<PlanChanges> plans) {
    boolean weaker = plans.stream().anyMatch(plan -> !of(Effect.LESS_PROTECTION, plan).isEmpty());
    return weaker ? "🔴" : "🟢";
  }

  private static List<String> cells(Change change) {
    String note = change.note().isEmpty() ? "" : ": " + plain(change.note());
    return List.of(
        title(change.effect()).toLowerCase(Locale.ROOT) + note,
        plain(change.path()),
        change.before() == null ? "" : plain(change.before()),
        change.after() == null ? "" : plain(change.after()));
  }

  private Report report(List<PlanChanges> plans) {
    return new Report(
        "diff",
        plans.stream().map(PlanChanges::plan).toList(),
        plans.stream()
            .flatMap(plan -> plan.changes().stream())
            .filter(change -> change.effect() != Effect.NONE)
            .map(this::diagnostic)
            .toList());
  }

  private Diagnostic diagnostic(Change change) {
    return new Diagnostic(
        change.effect().word(),
        title(change.effect()).toLowerCase(Locale.ROOT),
        failOn.contains(change.effect()) ? Diagnostic.Level.ERROR : Diagnostic.Level.WARNING,
        "%s %s: %s"
            .formatted(
                title(change.effect()).toLowerCase(Locale.ROOT), change.path(), values(change)),
        change.note().isEmpty() ? List.of() : List.of(change.note()),
        change.position());
  }
}
