package io.backstay.app;

import io.backstay.run.Declared;
import io.backstay.run.RunListener;
import io.backstay.run.RunRecord;
import io.backstay.run.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

final class ResumeVerb extends Verb {
  String what = "";
  boolean undoOnly;
  @Nullable String confirm;
  boolean dryRun;
  @Nullable Why guard;

  /** Why a guard acts. */
  enum Why {
    DEAD,
    OVERDUE
  }

  @Override
  void declare(Syntax syntax) {
    syntax.does("Put right what dead runs have left, and finish their work.");
    syntax.optional(
        "plan|run",
        String.class,
        "Name of a plan, or id of a run; default: whatever is dead.",
        value -> what = value);
    syntax.flag(
        "--undo-only",
        "Only pay what is owed: start what was stopped, take back what was half done.",
        given -> undoOnly = given);
    syntax.option(
        "--confirm",
        "phrase",
        String.class,
        "What a Restore asks to be typed before it is run again.",
        value -> confirm = value);
    syntax.flag("-n, --dry-run", "Only say what would be done.", given -> dryRun = given);
    syntax.option(
        "--guard",
        "why",
        Why.class,
        "Said by the guard of a run: it is dead, or overdue.",
        value -> guard = value,
        it -> it.hidden(true));
  }

  @Override
  boolean speaksOfTheDead() {
    return true;
  }

  @Override
  ExitCode run(Session session) {
    if (guard != null) {
      return rescue(session, guard);
    }
    Remains remains = Remains.find(session.history(), what);
    if (dryRun) {
      return wouldDo(session, remains);
    }
    List<Object> documents = new ArrayList<>();
    ExitCode exit = resume(session, remains, documents);
    if (session.json()) {
      session.print(documents);
    }
    return exit;
  }

  /** What becomes of each run is a document; machines get all of them in one. */
  private ExitCode resume(Session session, Remains remains, List<Object> documents) {
    ExitCode undone = undo(session, remains, documents);
    if (undoOnly || undone != ExitCode.OK) {
      return undone;
    }
    Optional<RunRecord> last = Remains.find(session.history(), what).last(remains);
    return last.map(run -> finish(session, run, documents)).orElse(ExitCode.OK);
  }

  /** Exactly this run, and as long as anything is owed the answer is not 0. */
  private ExitCode rescue(Session session, Why why) {
    var unused =
        session
            .runner(Declared.Things.NONE.secrets())
            .rescue(what, why == Why.OVERDUE, Posthumous.told(session));
    RunRecord now = session.history().find(what).orElseThrow();
    return switch (now.state()) {
      case RUNNING -> ExitCode.BUSY;
      default -> now.open().isEmpty() ? ExitCode.OK : ExitCode.ATTENTION;
    };
  }

  /** What is owed, and what would be run again after that. */
  private record WouldDo(List<RunRecord> owing, @Nullable String again) {}

  private ExitCode wouldDo(Session session, Remains remains) {
    Optional<RunRecord> last = undoOnly ? Optional.empty() : remains.last(remains);
    if (session.json()) {
      session.print(
          new WouldDo(
              remains.leftovers(),
              last.map(run -> new Again(session, run).command()).orElse(null)));
      return ExitCode.OK;
    }
    remains
        .leftovers()
        .forEach(run -> session.say("run " + run.id() + " owes " + Notice.owed(run)));
    last.ifPresent(
        run -> session.say("then: " + new Again(session, run).command() + ", from its beginning"));
    if (remains.leftovers().isEmpty() && last.isEmpty()) {
      session.say("nothing to resume");
    }
    return ExitCode.OK;
  }

  /** What is alive is not touched; what cannot be paid is attention's. */
  private ExitCode undo(Session session, Remains remains, List<Object> documents) {
    Set<String> ids = remains.leftovers().stream().map(RunRecord::id).collect(Collectors.toSet());
    if (ids.isEmpty()) {
      return nothing(session, remains);
    }
    RunListener told = Posthumous.told(session);
    List<RunRecord> settled =
        session.runner(Declared.Things.NONE.secrets()).settle(ids::contains, told);
    documents.addAll(settled);
    boolean all = settled.size() == ids.size();
    return all && settled.stream().allMatch(run -> run.open().isEmpty())
        ? ExitCode.OK
        : ExitCode.ATTENTION;
  }

  private ExitCode nothing(Session session, Remains remains) {
    Optional<RunRecord> alive =
        remains.runs().stream().filter(run -> run.state() == RunState.RUNNING).findFirst();
    alive.ifPresent(run -> session.note("run " + run.id() + " is alive; nothing was done"));
    if (!remains.damaged().isEmpty()) {
      session.note("damaged, and not touched: " + String.join(", ", remains.damaged()));
      return ExitCode.ATTENTION;
    }
    if (alive.isEmpty() && (undoOnly || remains.last(remains).isEmpty())) {
      session.note("nothing to resume: no run is dead, and nothing is owed");
    }
    return alive.isEmpty() ? ExitCode.OK : ExitCode.BUSY;
  }

  private ExitCode finish(Session session, RunRecord run, List<Object> documents) {
    Again again = new Again(session, run);
    if (!again.possible()) {
      session.note("what is left to do: " + again.command());
      return ExitCode.OK;
    }
    session.note("again: " + again.command());
    return again.run(confirm, documents);
  }
}
