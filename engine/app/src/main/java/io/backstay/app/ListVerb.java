package io.backstay.app;

import io.backstay.expr.Human;
import io.backstay.set.KnownSet;
import io.backstay.set.Level;
import io.backstay.set.Manifest;
import io.backstay.survey.Stock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class ListVerb extends Verb {
  String plan = "";
  String store = "";
  String type = "";
  @Nullable Level level;
  boolean runs;
  boolean plans;
  boolean drills;

  @Override
  void declare(Syntax syntax) {
    syntax.does("List backup sets, or runs, plans or drills.");
    syntax.optional("plan", String.class, "Name or path of a plan.", value -> plan = value);
    syntax.option(
        "--store", "name", String.class, "Only sets in this store.", value -> store = value);
    syntax.option("--type", "type", String.class, "Only sets of this type.", value -> type = value);
    syntax.option(
        "--level",
        "level",
        Level.class,
        "Only sets that are proven at least so far: written, intact, readable, restored.",
        value -> level = value);
    syntax.flag("--runs", "Runs on this host, newest first.", given -> runs = given);
    syntax.flag("--plans", "Plan files here.", given -> plans = given);
    syntax.flag(
        "--drills",
        "Drills here, the last of each, its verdict, and when the next is due.",
        given -> drills = given);
  }

  @Override
  ExitCode run(Session session) {
    if (runs) {
      return new RunList(session).show(plan);
    }
    if (drills) {
      List<Path> files = new PlanFiles(session.directory(), root.dir).all();
      return new DrillList(session).show(files, plan);
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
    Loader.Loaded loaded = load(session, plan, PlanFiles.Kind.values());
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
      session.say("no sets yet; make one: backstay run " + session.typed(plan));
      return;
    }
    String row = "%-22s %-12s %-12s %10s  %-26s %-12s %s";
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
                        l.pinned == null ? l.signed : l.signed + ", pinned: " + l.pinned)
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
        set.trouble().orElse(null),
        set.pin(now).orElse(null));
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
      @Nullable String trouble,
      @Nullable String pinned) {}
}
