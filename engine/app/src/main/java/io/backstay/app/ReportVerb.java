package io.backstay.app;

import static io.backstay.app.Markdown.plain;

import io.backstay.drill.DrillReporter.Audited;
import io.backstay.program.Program;
import io.backstay.run.RunRecord;
import io.backstay.survey.Stock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class ReportVerb extends Verb {
  private String plan = "";
  private Duration since = Duration.ofDays(90);

  @Override
  void declare(Syntax syntax) {
    syntax.does("What became of plans in some time: runs, restores, drills, the longest gap.");
    syntax.optional("plan", String.class, "Name or path; default: all.", value -> plan = value);
    syntax.option(
        "--since",
        "time",
        Duration.class,
        "How far back, such as 7d; default: 90d.",
        value -> since = value);
  }

  @Override
  boolean reports() {
    return true;
  }

  @Override
  ExitCode run(Session session) {
    Instant now = session.clock().instant();
    Period period = new Period(now.minus(since), now, runs(session));
    List<PlanPeriod> plans =
        backups(session, plan).stream()
            .map(file -> of(session, new Loader(session).load(file), period))
            .toList();
    switch (session.flags().output) {
      case HUMAN -> session.say(text(period, plans));
      case JSON, NDJSON -> session.print(document(period, plans));
      case MARKDOWN -> session.say(markdown(period, plans));
      default ->
          throw new Stop(ExitCode.INVALID, "this verb finds nothing wrong", "-o markdown or json");
    }
    boolean whole = plans.stream().allMatch(it -> it.standing().listed());
    return whole ? ExitCode.OK : ExitCode.UNPROVEN;
  }

  /** Those whose journal can be read; the others are leftovers, which every verb tells of. */
  private static List<RunRecord> runs(Session session) {
    List<String> damaged = session.history().damaged();
    return session.history().ids().stream()
        .filter(id -> !damaged.contains(id))
        .map(session.history()::find)
        .flatMap(Optional::stream)
        .toList();
  }

  private PlanPeriod of(Session session, Loader.Loaded loaded, Period period) {
    Stocks stocks = new Stocks(session);
    Program program = stocks.program(loaded);
    Stock stock = stocks.take(loaded);
    PlanFiles files = new PlanFiles(session.directory(), root.dir);
    List<Audited> drills = new DrillStates(session).evidence(files.all(), program.plan().name());
    Standing standing = new Standings(session, files).of(loaded, program, stock);
    Map<String, String> upkeep = Upkeep.of(loaded.plan()).map(Upkeep::facts).orElseGet(Map::of);
    return period.of(program, standing, stock, drills, upkeep);
  }

  private static String text(Period period, List<PlanPeriod> plans) {
    StringBuilder text = new StringBuilder(period.text() + "\n");
    plans.forEach(it -> text.append('\n').append(it.text()).append('\n'));
    return text.toString().stripTrailing();
  }

  private static Map<String, Object> document(Period period, List<PlanPeriod> plans) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("from", Period.told(period.from()));
    document.put("to", Period.told(period.to()));
    document.put("plans", plans.stream().map(PlanPeriod::document).toList());
    return document;
  }

  private static String markdown(Period period, List<PlanPeriod> plans) {
    Markdown text = new Markdown();
    text.line("### Backups, " + period.text());
    for (PlanPeriod it : plans) {
      Standing now = it.standing();
      text.line("").line("**" + plain(now.plan()) + "**: " + plain(now.newest())).line("");
      text.row(List.of("", "")).row(List.of("---", "---"));
      it.facts().forEach((what, said) -> text.row(List.of(what, plain(said))));
      now.troubles().forEach(trouble -> text.line("").line("- " + plain(trouble)));
    }
    return text.line("").line("<sub>backstay " + Version.NUMBER + "</sub>").toString();
  }
}
