package io.backstay.run;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Past runs of a state directory. Reads, and changes nothing. */
public final class RunHistory {
  private final Home home;
  private final Predicate<String> alive;

  /** The runs of this state directory, which need not exist. */
  public RunHistory(Path state) {
    this.home = new Home(state);
    this.alive = id -> RunLock.held(home.locks(), RunLock.nameOf(id));
  }

  /**
   * The same.
   *
   * @param alive whether somebody is still at work on the run of an id
   */
  RunHistory(Path state, Predicate<String> alive) {
    this.home = new Home(state);
    this.alive = alive;
  }

  /** The state directory. */
  public Path state() {
    return home.state();
  }

  /** Ids of all runs, newest first. */
  public List<String> ids() {
    try {
      return home.ids();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One run; empty when there is none of that id. A run that is dead is interrupted.
   *
   * @throws Failure when its journal is damaged
   */
  public Optional<RunRecord> find(String id) {
    Optional<RunRecord> run = read(id);
    if (run.filter(RunHistory::runs).isEmpty() || alive.test(id)) {
      return run;
    }
    // One that ended after it was read and before it was looked for is not dead.
    return read(id).map(last -> runs(last) ? last.as(RunState.INTERRUPTED) : last);
  }

  private static boolean runs(RunRecord run) {
    return run.state() == RunState.RUNNING;
  }

  private Optional<RunRecord> read(String id) {
    Path journal = home.journal(id);
    if (!Files.isRegularFile(journal)) {
      return Optional.empty();
    }
    List<RunEvent> events = Transcript.read(journal).intact(journal).events();
    return events.isEmpty() ? Optional.empty() : Optional.of(Fold.of(events));
  }

  /**
   * The runs of a plan, newest first, each read when it is asked for.
   *
   * @param name of the plan
   * @param kind of the plan
   * @throws Failure when a journal on the way is damaged
   */
  public Stream<RunRecord> of(String name, String kind) {
    return ids().stream()
        .flatMap(id -> find(id).stream())
        .filter(run -> run.started().plan().name().equals(name))
        .filter(run -> run.started().plan().kind().equals(kind));
  }

  /**
   * The runs that have to do with the sets of a plan, newest first: its own, those of Restores, and
   * those that look after sets; each read when it is asked for.
   *
   * @param backup name of the plan
   * @throws Failure when a journal on the way is damaged
   */
  public Stream<RunRecord> about(String backup) {
    return ids().stream()
        .flatMap(id -> find(id).stream())
        .filter(run -> run.started().plan().backup().equals(backup));
  }

  /**
   * Runs that are dead, or ended with something still owed; newest first. Those whose journal is
   * damaged are {@link #damaged}, and not among them.
   */
  public List<RunRecord> leftovers() {
    return unsettled()
        .filter(id -> !broken(id))
        .flatMap(id -> find(id).stream())
        .filter(run -> run.state() == RunState.INTERRUPTED || !run.open().isEmpty())
        .filter(run -> run.state() != RunState.RUNNING)
        .filter(run -> run.keptUntil() == null || run.state() == RunState.ATTENTION)
        .toList();
  }

  /** Runs that have ended, and have kept for a look what they owe to remove; newest first. */
  public List<RunRecord> kept() {
    return unsettled()
        .filter(id -> !broken(id))
        .flatMap(id -> find(id).stream())
        .filter(run -> run.keptUntil() != null)
        .toList();
  }

  /**
   * Whether the newest run that was to make a set of a plan made none. Runs that only look after
   * sets, such as a prune, do not count.
   *
   * @param backup name of the plan
   * @throws Failure when a journal on the way is damaged
   */
  public boolean newestBackupFailed(String backup) {
    return of(backup, "Backup").findFirst().filter(run -> !run.state().succeeded()).isPresent();
  }

  /** Ids of runs that may owe something, and whose journal is damaged. */
  public List<String> damaged() {
    return unsettled().filter(this::broken).toList();
  }

  private Stream<String> unsettled() {
    return ids().stream().filter(id -> LastLine.of(home.journal(id)).leavesSomething());
  }

  private boolean broken(String id) {
    return Transcript.read(home.journal(id)).damaged() != null;
  }

  /** The lines of a run's log: when, which step, what; empty when there is none. */
  public List<String> log(String id) {
    try {
      Path log = home.log(id);
      return Files.isRegularFile(log) ? Files.readAllLines(log) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
