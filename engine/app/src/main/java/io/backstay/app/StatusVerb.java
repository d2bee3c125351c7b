package io.backstay.app;

import io.backstay.expr.Human;
import io.backstay.program.Lowering;
import io.backstay.program.Program;
import io.backstay.run.RunRecord;
import io.backstay.run.RunState;
import io.backstay.spi.CheckWorld;
import io.backstay.survey.Monitors;
import io.backstay.survey.Stock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class StatusVerb extends Verb {
  String plan = "";

  @Override
  void declare(Syntax syntax) {
    syntax.does(
        "How protected things are: newest sets, objectives, drills, leftovers of dead runs.");
    syntax.optional("plan", String.class, "Name or path; default: all.", value -> plan = value);
  }

  @Override
  ExitCode run(Session session) {
    List<Line> lines = files(session).stream().map(file -> line(session, file)).toList();
    List<DrillState> drills = drills(session, lines);
    List<RunRecord> leftovers = session.history().leftovers();
    List<Kept> kept = session.history().kept().stream().map(Kept::of).toList();
    List<String> damaged = session.history().damaged();
    if (session.json()) {
      session.print(
          new Status(lines, drills, leftovers.stream().map(RunRecord::id).toList(), kept, damaged));
    } else {
      lines.forEach(line -> session.say(line.text()));
      drills.forEach(drill -> session.say(drill.text()));
      leftovers.forEach(run -> leftover(session, run));
      kept.forEach(it -> session.say(it.text(session.clock().instant())));
      damaged.forEach(id -> session.say("LEFTOVER  the journal of run " + id + " is damaged"));
    }
    boolean overdue = kept.stream().anyMatch(it -> !it.stays(session.clock().instant()));
    if (!leftovers.isEmpty() || overdue || !damaged.isEmpty()) {
      return ExitCode.ATTENTION;
    }
    boolean fine =
        root.strict
            ? quiet(lines) && drills.stream().allMatch(DrillState::quiet)
            : lines.stream().allMatch(Line::fine) && drills.stream().allMatch(DrillState::fine);
    return fine ? ExitCode.OK : ExitCode.UNPROVEN;
  }

  /** Those of the plans that are shown; of all, those of every drill file. */
  private List<DrillState> drills(Session session, List<Line> lines) {
    List<Path> files = new PlanFiles(session.directory(), root.dir).all();
    String only =
        plan.isEmpty() ? "" : io.backstay.plan.Identity.of(lines.getFirst().plan()).plan();
    return new DrillStates(session).all(files, only);
  }

  private static boolean quiet(List<Line> lines) {
    return lines.stream().allMatch(line -> line.fine() && line.alarms().isEmpty());
  }

  private List<Path> files(Session session) {
    PlanFiles files = new PlanFiles(session.directory(), root.dir);
    return plan.isEmpty()
        ? files.all().stream().filter(f -> f.toString().endsWith(".backup.yaml")).toList()
        : List.of(files.find(plan, List.of(PlanFiles.Kind.BACKUP)));
  }

  private static void leftover(Session session, RunRecord run) {
    session.say("LEFTOVER  run %s of %s is dead".formatted(run.id(), run.started().plan().name()));
    run.open()
        .forEach(d -> session.say("          owes: " + d.taken().action() + " " + d.taken().on()));
    session.say("          next:  backstay resume " + run.id() + " --undo-only");
  }

  private Line line(Session session, Path file) {
    Loader.Loaded loaded = new Loader(session).load(file);
    Stocks stocks = new Stocks(session);
    Program program = stocks.program(loaded);
    Stock stock = stocks.take(loaded);
    Optional<Stock.Kept> newest =
        stock.all().stream().filter(kept -> kept.set().usable()).findFirst();
    List<String> troubles = new ArrayList<>();
    stock.unlisted().forEach((store, why) -> troubles.add(store + ": " + why.message()));
    troubles.addAll(Stocks.alarms(stock));
    Instant now = session.clock().instant();
    age(newest, program, now).ifPresent(troubles::add);
    Optional<RunRecord> last = lastRun(session, program);
    last.filter(run -> !run.state().succeeded() && run.state() != RunState.RUNNING)
        .ifPresent(run -> troubles.add("the last run " + run.id() + " " + run.state().word()));
    return new Line(
        program.plan().name(),
        newest.map(kept -> kept.set().id()).orElse(null),
        newest.map(kept -> since(kept, now)).orElse(null),
        newest.map(kept -> kept.set().level().toString()).orElse(null),
        newest.map(kept -> Proven.ago(kept.set(), now)).orElse(null),
        stock.all().size(),
        troubles,
        alarms(session, loaded, program, stock));
  }

  private List<CheckWorld.Drilled> ended(Session session, Program program) {
    List<Path> all = new PlanFiles(session.directory(), root.dir).all();
    return new DrillStates(session).ended(all, program.plan().name());
  }

  private List<Monitors.Alarm> alarms(
      Session session, Loader.Loaded loaded, Program program, Stock stock) {
    Lowering lowering = new Lowering(loaded.plan(), loaded.variables(), program.run());
    return new Monitors(
            program,
            session.look(loaded),
            session.catalog(),
            stock,
            session.history(),
            () -> Optional.of(ended(session, program)))
        .alarms(lowering.monitors());
  }

  private static String since(Stock.Kept kept, Instant now) {
    return Human.age(Duration.between(kept.set().manifest().made().startedAt(), now));
  }

  private static Optional<String> age(Optional<Stock.Kept> newest, Program program, Instant now) {
    if (newest.isEmpty()) {
      return Optional.of("there is no set that could be restored");
    }
    Duration rpo = program.objectives().rpo();
    Duration age = Duration.between(newest.get().set().manifest().made().startedAt(), now);
    return rpo != null && age.compareTo(rpo) > 0
        ? Optional.of("the newest set is older than the RPO of " + Human.duration(rpo))
        : Optional.empty();
  }

  private static Optional<RunRecord> lastRun(Session session, Program program) {
    return session.history().of(program.plan().name(), program.plan().kind()).findFirst();
  }

  /** All of it, for machines. */
  record Status(
      List<Line> plans,
      List<DrillState> drills,
      List<String> leftovers,
      List<Kept> kept,
      List<String> damaged) {}

  /** A plan and how it stands; a level never stands without when it was proven. */
  record Line(
      String plan,
      @Nullable String newestSet,
      @Nullable String age,
      @Nullable String level,
      @Nullable String provenAgo,
      int sets,
      List<String> troubles,
      List<Monitors.Alarm> alarms) {
    /** A warning is said, and is no trouble. */
    boolean fine() {
      return troubles.isEmpty() && alarms.stream().allMatch(Monitors.Alarm::warning);
    }

    private String word() {
      return fine() ? alarms.isEmpty() ? "ok" : "warning" : "TROUBLE";
    }

    private Stream<String> lines() {
      return Stream.concat(troubles.stream(), alarms.stream().map(Line::text));
    }

    private static String text(Monitors.Alarm alarm) {
      String name = alarm.alert() == null ? alarm.name() : alarm.alert();
      return name + (alarm.warning() ? " (warning): " : ": ") + alarm.what();
    }

    String text() {
      String newest =
          newestSet == null
              ? "no set"
              : "%s, %s old, %s %s ago".formatted(newestSet, age, level, provenAgo);
      String head = "%-9s %-20s %s (%d sets)".formatted(word(), plan, newest, sets);
      return Stream.concat(Stream.of(head), lines()).collect(Collectors.joining("\n          "));
    }
  }
}
