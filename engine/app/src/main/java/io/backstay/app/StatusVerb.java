package io.backstay.app;

import io.backstay.run.RunRecord;
import java.nio.file.Path;
import java.util.List;

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
    Standings standings = new Standings(session, new PlanFiles(session.directory(), root.dir));
    List<Standing> lines =
        backups(session, plan).stream()
            .map(file -> standings.of(new Loader(session).load(file)))
            .toList();
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
            : lines.stream().allMatch(Standing::fine) && drills.stream().allMatch(DrillState::fine);
    return fine ? ExitCode.OK : ExitCode.UNPROVEN;
  }

  /** Those of the plans that are shown; of all, those of every drill file. */
  private List<DrillState> drills(Session session, List<Standing> lines) {
    List<Path> files = new PlanFiles(session.directory(), root.dir).all();
    String only =
        plan.isEmpty() ? "" : io.backstay.plan.Identity.of(lines.getFirst().plan()).plan();
    return new DrillStates(session).all(files, only);
  }

  private static boolean quiet(List<Standing> lines) {
    return lines.stream().allMatch(line -> line.fine() && line.alarms().isEmpty());
  }

  private static void leftover(Session session, RunRecord run) {
    session.say("LEFTOVER  run %s of %s is dead".formatted(run.id(), run.started().plan().name()));
    run.open()
        .forEach(d -> session.say("          owes: " + d.taken().action() + " " + d.taken().on()));
    session.say("          next:  backstay resume " + run.id() + " --undo-only");
  }

  /** All of it, for machines. */
  record Status(
      List<Standing> plans,
      List<DrillState> drills,
      List<String> leftovers,
      List<Kept> kept,
      List<String> damaged) {}
}
