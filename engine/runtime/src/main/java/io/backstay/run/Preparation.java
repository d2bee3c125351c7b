package io.backstay.run;

import io.backstay.program.Late;
import io.backstay.program.Program;
import io.backstay.program.RestoreRules;
import io.backstay.run.StepOutcome.Trouble;
import io.backstay.spi.CheckUse;
import io.backstay.spi.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What comes before the first step: preflight, the choice of a set, room for what is staged. */
final class Preparation {
  private static final String NAME = "preflight";

  private final Run run;
  private final RunSets sets;
  private final Checks checks;
  private final Course course;
  private final RandomGenerator random;
  private final Path state;

  /**
   * A preparation.
   *
   * @param course learns of the chosen set, and of checks that only warn
   * @param random for {@code pick: random}
   * @param state where journals and locks are
   */
  Preparation(
      Run run, RunSets sets, Checks checks, Course course, RandomGenerator random, Path state) {
    this.run = run;
    this.sets = sets;
    this.checks = checks;
    this.course = course;
    this.random = random;
    this.state = state;
  }

  /**
   * Prepares.
   *
   * @return why nothing may be begun; empty when it may
   */
  Optional<Trouble> blocked(Cancel cancel, Patience patience, Room room) {
    Work work = new Work(NAME, cancel);
    StepTools tools = new StepTools(run, work, sets::proven);
    Throwable thrown =
        new Attempt(cancel, null, patience.stopping()).run(NAME, () -> prepare(work, tools, room));
    course.warned(!work.warnings().isEmpty());
    if (thrown != null && !cancel.cancelled()) {
      course.broke(thrown);
    }
    return Optional.ofNullable(thrown).map(cause -> trouble(cause, cancel));
  }

  private static Trouble trouble(Throwable cause, Cancel cancel) {
    return cancel.reason().map(Troubles::stopped).orElseGet(() -> Troubles.of(cause));
  }

  private void prepare(Work work, StepTools tools, Room room) {
    Program program = sets.program();
    demand(new Untouchable(program, state).overlaps());
    SetWorld world = new SetWorld(run, sets, tools, null);
    for (CheckUse use : program.preflight()) {
      work.cancel().check();
      checks.make(use, null, world, tools, work);
    }
    work.allPassed();
    RestoreRules rules = program.restore();
    if (rules != null && !program.choosesLater()) {
      course.know(Late.CHOSEN_SET, new Choice(run, sets, random).make(rules, tools));
    }
    String base = program.sets().base();
    if (base != null) {
      buildOn(new Bases(run, sets, tools).newest(base, random), tools);
    }
    if (program.plan().kind().equals("Backup")) {
      new Foresight(program, tools).demand();
    }
    // Here and not at the end of a long dump: a set that nobody can sign is none.
    sets.trust().keys().ready();
    room.demand(sets, run, tools);
  }

  private static void demand(List<String> overlaps) {
    if (!overlaps.isEmpty()) {
      throw Failure.of("R106", String.join("; ", overlaps))
          .help("move one of the two; what a run needs cannot be what it replaces");
    }
  }

  private void buildOn(BaseSet base, StepTools tools) {
    sets.buildOn(base);
    tools.log("builds on set `" + base.id() + "` in store `" + base.set().manifest().store() + "`");
    course.know(Late.BASE_SET, Choice.facts(base.set()));
  }
}
