package io.backstay.app;

import io.backstay.plan.PlanReader;
import io.backstay.plan.Problem;
import io.backstay.plan.ProblemData;
import io.backstay.plan.ProblemText;
import io.backstay.plan.Reading;
import io.backstay.plan.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

final class ValidateVerb extends Verb {
  List<Path> paths = new ArrayList<>();

  @Override
  void declare(Syntax syntax) {
    syntax.does("Check plan files without looking at anything else.");
    syntax.all("path", Path.class, "Files; default: all plans here.", values -> paths = values);
  }

  @Override
  boolean reports() {
    return true;
  }

  @Override
  ExitCode run(Session session) {
    List<Path> files = paths.isEmpty() ? new PlanFiles(session.directory(), root.dir).all() : paths;
    if (files.isEmpty()) {
      throw new Stop(ExitCode.INVALID, "no plan files here", "give paths, or --dir");
    }
    PlanReader reader = new PlanReader(session.catalog(), Version.NUMBER);
    List<Reading> readings = files.stream().map(file -> read(reader, file)).toList();
    List<Problem> problems = readings.stream().flatMap(r -> r.problems().stream()).toList();
    if (session.json()) {
      session.print(ProblemData.of(problems));
    } else if (session.reports()) {
      session.report(
          new Report(
              "validate",
              files.stream().map(reader::called).toList(),
              problems.stream().map(Diagnostic::of).toList()));
    } else {
      readings.stream()
          .filter(r -> !r.problems().isEmpty())
          .forEach(
              r ->
                  session.say(
                      new ProblemText(r.excerpts(), session.console().color()).of(r.problems())));
      if (problems.isEmpty()) {
        session.say(files.size() + (files.size() == 1 ? " file is valid" : " files are valid"));
      }
    }
    return verdict(problems);
  }

  /** As it is in one environment, or else in every one. */
  private Reading read(PlanReader reader, Path file) {
    return root.env == null ? reader.check(file) : reader.in(root.env).read(file);
  }

  private ExitCode verdict(List<Problem> problems) {
    boolean bad = problems.stream().anyMatch(p -> p.severity() == Severity.ERROR || root.strict);
    return bad ? ExitCode.INVALID : ExitCode.OK;
  }
}
