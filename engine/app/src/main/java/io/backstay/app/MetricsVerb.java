package io.backstay.app;

import io.backstay.plan.Drill;
import io.backstay.program.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

final class MetricsVerb extends Verb {
  private static final String RULES = "rules";
  private static final List<PlanFiles.Kind> KINDS =
      List.of(PlanFiles.Kind.BACKUP, PlanFiles.Kind.DRILL);

  String what = "";
  String plan = "";

  @Override
  void declare(Syntax syntax) {
    syntax.does("Print what Prometheus has to know of plans.");
    syntax.parameter(
        "what",
        String.class,
        "rules: the monitors of plans, and what drills are to do, as alert rules of Prometheus.",
        value -> what = value);
    syntax.optional(
        "plan",
        String.class,
        "Name or path of a Backup or a Drill; default: all that have metrics.",
        value -> plan = value);
  }

  @Override
  ExitCode run(Session session) {
    if (!what.equals(RULES)) {
      throw new Stop(
          ExitCode.INVALID, "`" + what + "` cannot be printed", "backstay metrics rules");
    }
    List<AlertRules> groups = new ArrayList<>();
    for (Path file : files(session)) {
      group(session, file).ifPresent(groups::add);
    }
    if (groups.isEmpty()) {
      throw new Stop(
          ExitCode.INVALID, "no plan here has `metrics`", "metrics: {textfile: backup.prom}");
    }
    session.result(
        "groups:\n" + groups.stream().map(AlertRules::yaml).collect(Collectors.joining()),
        AlertRules.document(groups));
    return ExitCode.OK;
  }

  private List<Path> files(Session session) {
    PlanFiles files = new PlanFiles(session.directory(), root.dir);
    return plan.isEmpty()
        ? KINDS.stream().flatMap(kind -> files.all(kind).stream()).toList()
        : List.of(files.find(plan, KINDS));
  }

  private Optional<AlertRules> group(Session session, Path file) {
    Loader.Loaded loaded = new Loader(session).load(file);
    Drill drill = loaded.drill();
    Optional<AlertRules> group =
        drill == null ? ofPlan(session, loaded) : ofDrill(new DrillWords(loaded, drill));
    if (group.isEmpty() && !plan.isEmpty()) {
      throw new Stop(
          ExitCode.INVALID,
          "`" + plan + "` has no `metrics`",
          "metrics: {textfile: metrics/backup.prom}");
    }
    return group;
  }

  private static Optional<AlertRules> ofPlan(Session session, Loader.Loaded loaded) {
    Program program = new Stocks(session).program(loaded);
    return Metering.rules(loaded, program)
        .map(rules -> AlertRules.of(session, loaded, program, rules));
  }

  private static Optional<AlertRules> ofDrill(DrillWords words) {
    return words.metrics().map(rules -> AlertRules.of(words, rules));
  }
}
