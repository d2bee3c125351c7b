package io.backstay.app;

import io.backstay.plan.Identity;
import io.backstay.program.Program;
import io.backstay.program.RestoreRules;
import io.backstay.run.RunRecord;
import io.backstay.run.WayBack;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class UndoVerb extends Verb {
  String run = "";
  @Nullable String confirm;
  boolean dryRun;

  @Override
  void declare(Syntax syntax) {
    syntax.does("Take a finished restore back: what it kept is live again.");
    syntax.parameter("run", String.class, "Id of the restore.", value -> run = value);
    syntax.option(
        "--confirm",
        "phrase",
        String.class,
        "The phrase of the Restore; what was written since the restore is lost.",
        value -> confirm = value);
    syntax.flag("-n, --dry-run", "Only say what would be taken back.", given -> dryRun = given);
  }

  @Override
  boolean pays() {
    return !dryRun;
  }

  @Override
  ExitCode run(Session session) {
    RunRecord restore = new WayBack(session.history(), session.clock().instant()).require(run);
    tell(session, restore);
    if (dryRun) {
      return wouldDo(session, restore);
    }
    Loader.Loaded loaded = new PastPlans(session).then(restore);
    Program program =
        new Loader(session)
            .lower(loaded, new Runs(session).begin(loaded, "undo of run " + run), null);
    new Confirmation(session, new Previews(session, loaded))
        .requireTyped(phrase(program), confirm, "backstay undo " + run);
    return new Verdicts(session)
        .tell(
            new Execution(session, loaded).run("undo", Programs.undo(program, run)),
            "check the application, then: backstay list "
                + Identity.of(program.plan().backup()).typed());
  }

  /** For people it has been said; machines get it as a document. */
  private static ExitCode wouldDo(Session session, RunRecord restore) {
    if (session.json()) {
      session.print(
          new WouldDo(
              restore.id(),
              WayBack.replaced(restore),
              WayBack.keptUntil(restore).map(Instant::toString).orElse(null)));
    }
    return ExitCode.OK;
  }

  /** What would be taken back, and until when that is possible. */
  private record WouldDo(String run, List<String> takenBack, @Nullable String keptUntil) {}

  private static String phrase(Program program) {
    return Optional.ofNullable(program.restore())
        .map(RestoreRules::phrase)
        .orElse(program.plan().name());
  }

  private static void tell(Session session, RunRecord restore) {
    Optional<Instant> until = WayBack.keptUntil(restore);
    session.note(
        "taken back: %s, as before run %s of %s%s"
            .formatted(
                String.join(", ", WayBack.replaced(restore)),
                restore.id(),
                restore.started().at(),
                until.map(time -> "; kept until " + time).orElse("")));
    session.note("what was written since then is lost");
  }
}
