package io.backstay.app;

import io.backstay.plan.MetricsRules;
import io.backstay.program.Lowering;
import io.backstay.program.Lowering.Watch;
import io.backstay.program.Program;
import io.backstay.spi.CheckType;
import io.backstay.spi.CheckUse;
import io.backstay.spi.Gauges;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The monitors of a plan, or what a drill is to do, as a group of alert rules.
 *
 * @param plan its name
 * @param what what is not as it should be when one is raised
 * @param tells the command that says what is wrong
 * @param rules one for each monitor that the numbers tell
 * @param others monitors that no number tells
 */
record AlertRules(String plan, String what, String tells, List<Rule> rules, List<String> others) {

  private static final String CRITICAL = "critical";

  /**
   * An alert.
   *
   * @param alert its name
   * @param expr what is true when it is to be raised
   * @param severity {@code warning} or {@code critical}
   */
  record Rule(String alert, String expr, String severity) {}

  static AlertRules of(
      Session session, Loader.Loaded loaded, Program program, MetricsRules metrics) {
    Gauges gauges = new Gauges(metrics.prefix());
    List<Rule> rules = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (Watch watch : new Lowering(loaded.plan(), loaded.variables(), program.run()).monitors()) {
      CheckUse check = watch.check();
      CheckType<?> type = Objects.requireNonNull(session.catalog().checks().get(check.type()));
      expression(type, check, gauges, program)
          .ifPresentOrElse(expr -> rules.add(rule(watch, expr)), () -> others.add(check.name()));
    }
    String name = program.plan().name();
    return new AlertRules(
        name, "the backup plan " + name, "backstay status " + name, rules, others);
  }

  /** A drill is to pass, and when it is due; one that never ran has no numbers at all. */
  static AlertRules of(DrillWords words, MetricsRules metrics) {
    String name = words.drill().name();
    Gauges.OfDrill gauges = new Gauges(metrics.prefix()).drill(name);
    List<Rule> rules = new ArrayList<>();
    rules.add(new Rule("DrillFailed", Gauges.wrong(gauges.success(), "== 0"), CRITICAL));
    if (!words.schedule().isEmpty()) {
      String late = "< time() - " + DrillStates.GRACE.toSeconds();
      String overdue = Gauges.wrong(gauges.due(), late);
      rules.add(new Rule("DrillOverdue", overdue, CRITICAL));
    }
    return new AlertRules(name, "the drill " + name, "backstay list --drills", rules, List.of());
  }

  private static <P extends Record> Optional<String> expression(
      CheckType<P> type, CheckUse check, Gauges gauges, Program program) {
    return type.alarm(type.params().cast(check.params()), gauges, program.resources());
  }

  private static Rule rule(Watch watch, String expr) {
    CheckUse check = watch.check();
    String alert = watch.alert();
    String severity = check.severity() == CheckUse.Severity.WARN ? "warning" : CRITICAL;
    return new Rule(alert == null ? "Backup " + check.name() : alert, expr, severity);
  }

  /** All groups as data. */
  static Map<String, Object> document(List<AlertRules> groups) {
    return Map.of("groups", groups);
  }

  /** The group as an element of {@code groups:}. */
  String yaml() {
    StringBuilder yaml = new StringBuilder();
    yaml.append("  - name: ").append(quoted("backstay " + plan)).append('\n');
    others.forEach(
        other ->
            yaml.append("    # no number tells this one, only `backstay status`: ")
                .append(other.replaceAll("\\R", " "))
                .append('\n'));
    yaml.append("    rules:").append(rules.isEmpty() ? " []\n" : "\n");
    for (Rule rule : rules) {
      yaml.append("      - alert: ").append(quoted(rule.alert())).append('\n');
      yaml.append("        expr: ").append(quoted(rule.expr())).append('\n');
      yaml.append(
          "        labels: {severity: %s, plan: %s}\n".formatted(rule.severity(), quoted(plan)));
      yaml.append("        annotations:\n          summary: ")
          .append(quoted(what + " is not as it should be"))
          .append("\n          description: ")
          .append(quoted(tells + " says what is wrong"))
          .append('\n');
    }
    return yaml.toString();
  }

  /** JSON's strings are strings of YAML as well. */
  private static String quoted(String text) {
    return Json.line(text);
  }
}
