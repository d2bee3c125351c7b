package io.backstay.app;

import io.backstay.plan.MetricsRules;
import io.backstay.program.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

final class MetricsVerb extends Verb {
  private static final String RULES = "rules";

  String what = "";
  String plan = "";

  @Override
  void declare(Syntax syntax) {
    syntax.does("Print what Prometheus has to know of plans.");
    syntax.parameter(
        "what",
        String.class,
        "rules: the monitors of plans as alert rules of Prometheus.",
        value -> what = value);
    syntax.optional(
        "plan",
        String.class,
        "Name or path of a Backup; default: all that have metrics.",
        value -> plan = value);
  }

  @Override
  ExitCode run(Session session) {
    if (!what.equals(RULES)) {
      throw new Stop(
          ExitCode.INVALID, "`" + what + "` cannot be printed", "backstay metrics rules");
    }
    List<AlertRules> groups = new ArrayList<>();
    for (Path file : backups(session, plan)) {
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

  private Optional<AlertRules> group(Session session, Path file) {
    Loader.Loaded loaded = new Loader(session).load(file);
    Program program = new Stocks(session).program(loaded);
    Optional<MetricsRules> rules = Metering.rules(loaded, program);
    if (rules.isEmpty() && !plan.isEmpty()) {
      throw new Stop(
          ExitCode.INVALID,
          "`" + plan + "` has no `metrics`",
          "metrics: {textfile: metrics/backup.prom}");
    }
    return rules.map(it -> AlertRules.of(session, loaded, program, it));
  }
}
