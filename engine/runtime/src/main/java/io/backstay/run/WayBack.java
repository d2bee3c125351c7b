package io.backstay.run;

import io.backstay.run.RunEvent.Payment;
import io.backstay.run.RunRecord.Debt;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Ref;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether a finished restore can be taken back, as far as journals tell. */
public final class WayBack {
  /** Facts of steps that say until when what was there before is kept. */
  private static final List<String> KEPT_UNTIL = List.of("keep-until", "previous-until");

  /** What stays as a restore has left it. */
  private static final Set<Ref.Kind> LASTS = EnumSet.of(Ref.Kind.SOURCE, Ref.Kind.SETTING);

  private final RunHistory history;
  private final Instant now;

  /** As of now. */
  public WayBack(RunHistory history, Instant now) {
    this.history = history;
    this.now = now;
  }

  /**
   * The restore that can be taken back.
   *
   * @param run its id
   * @throws Failure when there is no way back
   */
  public RunRecord require(String run) {
    RunRecord restore =
        history.find(run).orElseThrow(() -> none("no run on this host is called `" + run + "`"));
    if (!finished(restore)) {
      throw none("run " + run + " is no restore that ended well: nothing of it is live");
    }
    if (forgiven(restore).isEmpty()) {
      throw none("run " + run + " replaced nothing");
    }
    takenBack(run)
        .ifPresent(
            by -> {
              throw none("run " + run + " was taken back already, by run " + by);
            });
    newer(restore)
        .ifPresent(
            later -> {
              throw none("run " + later + " has replaced the same since")
                  .help("take that one back first: backstay undo " + later);
            });
    keptUntil(restore)
        .filter(until -> !now.isBefore(until))
        .ifPresent(
            until -> {
              throw none("what run " + run + " replaced was kept until " + until)
                  .help("restore an older set; `previous: {keep: 24h}` keeps more than that");
            });
    lost(restore)
        .ifPresent(
            file -> {
              throw none("`" + file + "` is gone, in which a line was kept that it replaced")
                  .help("set it by hand; what else run " + run + " replaced is kept beside it");
            });
    return restore;
  }

  /** Where nothing is kept nothing happened, as far as paying after a crash can tell. */
  private static Optional<String> lost(RunRecord restore) {
    return forgiven(restore).stream()
        .filter(debt -> debt.taken().on().kind() == Ref.Kind.SETTING)
        .flatMap(debt -> debt.taken().facts().text("previous").stream())
        .filter(file -> Files.notExists(Path.of(file)))
        .findFirst();
  }

  private static Failure none(String why) {
    return Failure.of("R153", why);
  }

  private static boolean finished(RunRecord run) {
    return run.started().plan().kind().equals("Restore") && run.state().succeeded();
  }

  /** What it swapped, newest first. */
  static List<Debt> forgiven(RunRecord restore) {
    return restore.debts().reversed().stream()
        .filter(debt -> debt.payment() == Payment.FORGIVEN)
        .filter(debt -> LASTS.contains(debt.taken().on().kind()))
        .toList();
  }

  /** What it replaced, as people know it. */
  public static List<String> replaced(RunRecord restore) {
    return forgiven(restore).stream().map(debt -> debt.taken().on().name()).distinct().toList();
  }

  /** Until when all of it is kept; empty when nothing was there before. */
  public static Optional<Instant> keptUntil(RunRecord restore) {
    return restore.steps().values().stream()
        .map(RunRecord.Step::outcome)
        .filter(StepOutcome.Succeeded.class::isInstance)
        .map(outcome -> ((StepOutcome.Succeeded) outcome).facts())
        .flatMap(WayBack::untils)
        .min(Instant::compareTo);
  }

  private static Stream<Instant> untils(Facts facts) {
    return KEPT_UNTIL.stream().flatMap(name -> facts.text(name).stream()).map(Instant::parse);
  }

  private Optional<String> newer(RunRecord restore) {
    String backup = restore.started().plan().backup();
    return since(restore.id())
        .filter(WayBack::finished)
        .filter(run -> run.started().plan().backup().equals(backup))
        .map(RunRecord::id)
        .filter(id -> takenBack(id).isEmpty())
        .findFirst();
  }

  private Optional<String> takenBack(String restore) {
    return since(restore)
        .filter(
            run ->
                run.debts().stream()
                    .filter(debt -> debt.taken().on().equals(Ref.PAST) && debt.payment() != null)
                    .anyMatch(
                        debt ->
                            debt.taken().facts().text(TakeBack.RUN).equals(Optional.of(restore))))
        .map(RunRecord::id)
        .findFirst();
  }

  private Stream<RunRecord> since(String run) {
    List<String> damaged = history.damaged();
    return history.ids().stream()
        .takeWhile(id -> !id.equals(run))
        .filter(id -> !damaged.contains(id))
        .flatMap(id -> history.find(id).stream());
  }
}
