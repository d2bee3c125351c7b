package io.backstay.app;

import io.backstay.expr.Human;
import io.backstay.set.KnownSet;
import io.backstay.set.Level;
import io.backstay.set.Manifest;
import io.backstay.survey.Stock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "list", description = "List backup sets, or runs, or plans.")
final class ListVerb extends Verb {
  @Parameters(arity = "0..1", paramLabel = "plan", description = "Name or path of a plan.")
  String plan = "";

  @Option(names = "--store", paramLabel = "name", description = "Only sets in this store.")
  String store = "";

  @Option(names = "--type", paramLabel = "type", description = "Only sets of this type.")
  String type = "";

  @Option(
      names = "--level",
      paramLabel = "level",
      description =
          "Only sets that are proven at least so far: written, intact, readable, restored.")
  @Nullable Level level;

  @Option(names = "--runs", description = "Runs on this host, newest first.")
  boolean runs;

  @Option(names = "--plans", description = "Plan files here.")
  boolean plans;

  @Override
  ExitCode run(Session session) {
    if (runs) {
      return new RunList(session).show(plan);
    }
    if (plans || plan.isEmpty()) {
      return plans(session);
    }
    return sets(session);
  }

  private ExitCode plans(Session session) {
    List<String> files =
        new PlanFiles(session.directory(), root.dir)
            .all().stream().map(file -> session.directory().relativize(file).toString()).toList();
    if (session.json()) {
      session.print(files);
    } else {
      files.forEach(session::say);
    }
    return ExitCode.OK;
  }

  private ExitCode sets(Session session) {
    Loader.Loaded loaded =
        new Loader(session)
            .load(
                new PlanFiles(session.directory(), root.dir)
                    .find(plan, List.of(PlanFiles.Kind.values())));
    Stocks stocks = new Stocks(session);
    Stock stock = stocks.take(loaded);
    Instant now = session.clock().instant();
    List<Line> lines =
        stock.all().stream().filter(this::wanted).map(kept -> line(kept, now)).toList();
    if (session.json()) {
      session.print(lines);
    } else {
      text(session, lines);
    }
    boolean unlisted = stocks.unlisted(stock);
    return stocks.alarming(stock) || unlisted ? ExitCode.FAILED : ExitCode.OK;
  }

  private boolean wanted(Stock.Kept kept) {
    return (store.isEmpty() || kept.store().equals(store))
        && (type.isEmpty() || kept.set().manifest().plan().type().equals(type))
        && (level == null || kept.set().level().atLeast(level));
  }

  private void text(Session session, List<Line> lines) {
    if (lines.isEmpty()) {
      session.say("no sets yet; make one: backstay run " + plan);
      return;
    }
    String row = "%-22s %-12s %-8s %10s  %-26s %-12s %s";
    session.say(row.formatted("SET", "AGE", "TYPE", "SIZE", "LEVEL", "STORE", "BY"));
    lines.forEach(
        l ->
            session.say(
                row.formatted(
                        l.id,
                        l.age,
                        l.type,
                        Human.size(l.bytes),
                        l.level + ", " + l.provenAgo + " ago",
                        l.store,
                        l.signed)
                    .stripTrailing()));
  }

  private static Line line(Stock.Kept kept, Instant now) {
    KnownSet set = kept.set();
    Manifest manifest = set.manifest();
    String age = Human.age(Duration.between(manifest.made().startedAt(), now));
    return new Line(
        set.id(),
        manifest.made().startedAt(),
        age,
        manifest.plan().type(),
        manifest.artifacts().stream().mapToLong(Manifest.Artifact::bytes).sum(),
        set.level().toString(),
        Proven.ago(set, now),
        kept.store(),
        set.signer().toString(),
        set.trouble().orElse(null));
  }

  /** A set in a list; a level never stands without its age. */
  record Line(
      String id,
      Instant startedAt,
      String age,
      String type,
      long bytes,
      String level,
      String provenAgo,
      String store,
      String signed,
      @Nullable String trouble) {}
}
