package io.backstay.run;

import io.backstay.run.RunEvent.TakenOver;
import io.backstay.run.RunLock.Attempt.Busy;
import io.backstay.run.RunLock.Attempt.Taken;
import io.backstay.run.StepOutcome.Trouble;
import io.backstay.spi.Failure;
import io.backstay.spi.Ref;
import io.backstay.spi.Resource;
import io.backstay.spi.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Pays what dead runs owe, and writes down that they were interrupted. */
final class Leftovers {
  private static final Trouble OVERDUE =
      new Trouble(
          "R152",
          "a service was stopped for longer than max-stopped allows, and was started again",
          null,
          false);

  private static final String KEPT = "what the run had kept for a look is removed";
  private static final Trouble DEAD =
      new Trouble("R150", "the run was found dead; what it owed is paid", null, false);

  private final Home home;
  private final Settings settings;
  private final Declared declared;
  private final boolean guarded;

  /**
   * Leftovers.
   *
   * @param declared what dead runs can pay to
   */
  Leftovers(Settings settings, Declared declared) {
    this(settings, declared, false);
  }

  private Leftovers(Settings settings, Declared declared, boolean guarded) {
    this.home = settings.home();
    this.settings = settings;
    this.declared = declared;
    this.guarded = guarded;
  }

  /** The same for a guard, which is told apart in the journal. */
  Leftovers guarded() {
    return new Leftovers(settings, declared, true);
  }

  /**
   * Settles dead runs, and those whose time is over to keep something. One that cannot be settled
   * now never keeps the others from it.
   *
   * @param held names of locks that whoever calls holds already
   * @return the runs that were settled, as they stand now
   */
  List<RunRecord> settleDead(Set<String> held, RunListener listener) {
    Instant now = settings.clock().instant();
    return settle(ids(), line -> line.due(now), held, false, listener);
  }

  /**
   * The same, and also runs that ended with something unpaid; one that somebody else is about to
   * settle, such as its guard, is not passed over in silence.
   *
   * @param which tells by their ids which of them
   */
  List<RunRecord> settleAll(Predicate<String> which, RunListener listener) {
    List<String> ids = ids().stream().filter(which).toList();
    return settle(ids, LastLine::leavesSomething, Set.of(), true, listener);
  }

  private List<RunRecord> settle(
      List<String> ids,
      Predicate<LastLine> which,
      Set<String> held,
      boolean asked,
      RunListener listener) {
    List<RunRecord> settled = new ArrayList<>();
    for (String id : ids) {
      Path journal = home.journal(id);
      if (which.test(LastLine.of(journal))) {
        try {
          settle(id, journal, held, asked).ifPresent(settled::add);
        } catch (Failure failure) {
          listener.unsettled(id, Troubles.of(failure));
        }
      }
    }
    RunLock.sweep(home.locks());
    settled.forEach(listener::settled);
    return settled;
  }

  private List<String> ids() {
    try {
      return home.ids();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<RunRecord> settle(String id, Path journal, Set<String> held, boolean asked) {
    Transcript before = Transcript.read(journal).intact(journal);
    Set<String> names = new TreeSet<>();
    if (!before.events().isEmpty()) {
      names.addAll(Fold.of(before.events()).started().locks());
    }
    names.add(RunLock.nameOf(id));
    names.removeAll(held);
    return switch (RunLock.take(home.locks(), names, id)) {
      case Busy busy -> {
        if (asked) {
          throw Failure.of("R150", "another process is doing that just now")
              .help("look again in a minute: backstay status");
        }
        yield Optional.empty();
      }
      case Taken(RunLock lock) -> {
        try (lock) {
          yield settle(id, journal);
        }
      }
    };
  }

  /** Reads again: until the lock was taken the run may have been alive, and ended. */
  private Optional<RunRecord> settle(String id, Path journal) {
    Transcript transcript = Transcript.read(journal).intact(journal);
    if (transcript.events().isEmpty()) {
      delete(journal);
      return Optional.empty();
    }
    return ended(id, transcript, DEAD);
  }

  private Optional<RunRecord> ended(String id, Transcript transcript, Trouble why) {
    Path journal = home.journal(id);
    RunRecord record = Fold.of(transcript.events());
    if (transcript.ended() && record.open().isEmpty()) {
      return Optional.empty();
    }
    Mask mask = new Mask();
    try (Chronicle chronicle =
            new Chronicle(
                Journal.reopen(journal, transcript, mask::hide),
                transcript.events(),
                settings.clock(),
                RunListener.NONE);
        StepLog log = new StepLog(home.log(id), settings.clock(), mask, RunListener.NONE)) {
      String by = guarded ? "guard" : "backstay";
      String reason = record.keptUntil() == null ? why.message() : KEPT;
      chronicle.tell(at -> new TakenOver(at, by, reason));
      return Optional.of(pay(record, chronicle, mask, log, why));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RunRecord pay(
      RunRecord record, Chronicle chronicle, Mask mask, StepLog log, Trouble why) {
    Debts debts = new Debts(chronicle, mask);
    Declared.Things things = declared.of(record);
    Secrets secrets = new Secrets(things.secrets(), things.resources(), mask);
    Run run =
        new Run(
            record.started().run(),
            record.started().plan().projectRoot(),
            resources(things, secrets),
            chronicle,
            debts,
            secrets,
            log,
            RunListener.NONE,
            settings.clock(),
            StepClocks.REAL,
            home.stage().resolve(record.id()),
            home.known().of(record.started().plan().name()));
    List<Debts.Unpaid> unpaid = debts.payAll(new DataFirst(new Payments(run, settings.patience())));
    Ending ending =
        unpaid.isEmpty()
            ? settled(record, why)
            : new Ending(RunState.ATTENTION, Debts.trouble(unpaid, record.id()));
    chronicle.end(ending);
    sweepStaging(things);
    return chronicle.record();
  }

  /** What the dead have staged belongs to nobody. */
  private void sweepStaging(Declared.Things things) {
    Staging.sweep(home.stage());
    things.resources().values().stream()
        .filter(Store.class::isInstance)
        .flatMap(store -> ((Store) store).staging().stream())
        .forEach(Staging::sweep);
  }

  /** Of a run that had ended, and has kept something for a while, nothing else is to be said. */
  private static Ending settled(RunRecord record, Trouble why) {
    if (record.keptUntil() != null && record.state() != RunState.ATTENTION) {
      return new Ending(record.state(), record.cause());
    }
    boolean died = record.ended() == null && !why.equals(OVERDUE);
    return new Ending(died ? RunState.INTERRUPTED : RunState.FAILED, why);
  }

  private Map<Ref, Resource> resources(Declared.Things things, Secrets secrets) {
    Map<Ref, Resource> resources = new HashMap<>(things.resources());
    resources.put(Ref.SET, new SetDebts(things.resources(), null, home.trust()));
    resources.put(Ref.SETTINGS, new EnvSettings());
    resources.put(Ref.PAST, new PastRuns(new RunHistory(home.state()), Map.copyOf(resources)));
    resources.put(Ref.PROGRAMS, new UndoPrograms(secrets));
    return resources;
  }

  /** Pays what a Backup owes that lives and does not get to it; half a restore is left alone. */
  Optional<RunRecord> takeOver(String id) {
    Path journal = home.journal(id);
    RunRecord record = Fold.of(Transcript.read(journal).intact(journal).events());
    if (record.ended() != null || !record.started().plan().kind().equals("Backup")) {
      return Optional.empty();
    }
    return guarded().ended(id, Journal.seize(journal), OVERDUE);
  }

  private static void delete(Path journal) {
    try {
      Files.deleteIfExists(journal);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
