package io.backstay.app;

import io.backstay.drill.DrillReporter;
import io.backstay.drill.DrillReporter.Audited;
import io.backstay.run.RunHistory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

final class AuditVerb extends Verb {
  private static final String NO_REPORT = "it ran on this host, and there is no report of it";

  /** What can be done with evidence. */
  enum What {
    /** Prove it. */
    VERIFY
  }

  What what = What.VERIFY;
  Path directory = Path.of("reports/drills");

  @Override
  void declare(Syntax syntax) {
    syntax.does("Prove that the evidence of drills is what was written, and all of it.");
    syntax.parameter("what", What.class, "${COMPLETION-CANDIDATES}.", value -> what = value);
    syntax.optional(
        "directory",
        Path.class,
        "Where the reports are; " + directory + " when left out.",
        value -> directory = value);
  }

  @Override
  ExitCode run(Session session) {
    Path reports = session.directory().resolve(directory);
    List<Audited> all =
        new ArrayList<>(DrillReporter.found().audit(reports, session.trust().keys()));
    all.addAll(missing(all, session.history()));
    long wrong = all.stream().filter(it -> it.wrong() != null).count();
    if (session.json()) {
      session.print(all);
    } else {
      all.forEach(it -> session.say(line(it)));
      session.say(
          all.isEmpty()
              ? "there is no evidence in " + directory
              : "%d reports, %d of them not as they were written".formatted(all.size(), wrong));
    }
    return all.isEmpty() || wrong > 0 ? ExitCode.UNPROVEN : ExitCode.OK;
  }

  private static String line(Audited it) {
    String said = "%s  %-24s %-12s".formatted(it.id(), it.drill(), it.verdict());
    return it.wrong() == null ? said.stripTrailing() : said + " WRONG: " + it.wrong();
  }

  /** Drills of these names that ran on this host, and of which there is no report. */
  private static List<Audited> missing(List<Audited> all, RunHistory history) {
    Set<String> drills = all.stream().map(Audited::drill).collect(Collectors.toSet());
    Set<String> reported = all.stream().map(Audited::id).collect(Collectors.toSet());
    return history.ids().stream()
        .filter(id -> !reported.contains(id))
        .flatMap(id -> history.find(id).stream())
        .filter(run -> run.started().plan().kind().equals("Drill"))
        .filter(run -> drills.contains(run.started().plan().name()))
        .map(
            run ->
                new Audited(
                    run.id(), run.started().plan().name(), "", run.started().at(), NO_REPORT))
        .toList();
  }
}
