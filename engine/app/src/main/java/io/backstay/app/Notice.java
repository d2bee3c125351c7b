package io.backstay.app;

import io.backstay.run.RunHistory;
import io.backstay.run.RunRecord;
import io.backstay.run.RunState;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What every verb says first when a run on this host has died: a service may be down, and whoever
 * types the next command is the first who can hear of it.
 */
final class Notice {
  private static final int MOST = 3;

  private final Session session;

  Notice(Session session) {
    this.session = session;
  }

  /**
   * Says it on standard error; nothing when there is nothing to say.
   *
   * @param paid whether the verb goes on to pay what is owed
   */
  void tell(boolean paid) {
    RunHistory history = session.history();
    List<RunRecord> leftovers = history.leftovers();
    leftovers.stream().limit(MOST).forEach(run -> tell(run, paid));
    if (leftovers.size() > MOST) {
      note((leftovers.size() - MOST) + " more runs are dead: backstay status");
    }
    history.kept().stream()
        .filter(run -> !Kept.of(run).stays(session.clock().instant()))
        .forEach(
            run -> note(Kept.of(run).overdue() + (paid ? "it is removed first" : Kept.REMOVE)));
    history
        .damaged()
        .forEach(id -> note("the journal of run " + id + " is damaged: backstay show " + id));
  }

  private void tell(RunRecord run, boolean paid) {
    // What ended with something owed is left to people: trying again will hardly do.
    String next =
        paid && run.state() == RunState.INTERRUPTED
            ? "it is put right first"
            : "backstay resume " + run.id() + " --undo-only";
    note(
        "run %s of %s %s and owes %s: %s"
            .formatted(
                run.id(),
                run.started().plan().name(),
                run.state() == RunState.INTERRUPTED ? "is dead" : "has ended",
                owed(run),
                next));
  }

  private void note(String text) {
    session.note(session.console().styled(Console.Style.WARN, "notice: ") + text);
  }

  /** What a run still owes, in the order in which it will be paid. */
  static String owed(RunRecord run) {
    return run.open().isEmpty()
        ? "nothing"
        : run.open().stream().map(Notice::owed).collect(Collectors.joining(", "));
  }

  private static String owed(RunRecord.Debt debt) {
    return "`" + debt.taken().action() + "` " + debt.taken().on();
  }
}
