package io.backstay.run;

import io.backstay.program.Program;
import io.backstay.run.RunLock.Attempt.Busy;
import io.backstay.run.RunLock.Attempt.Taken;
import io.backstay.spi.CheckType;
import io.backstay.spi.Failure;
import io.backstay.spi.Resource;
import io.backstay.spi.Source;
import io.backstay.spi.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Runs programs, one after another or at the same time. */
public final class PlanRunner {
  private static final Duration LOOK = Duration.ofMillis(200);

  private final Settings settings;

  /**
   * A runner.
   *
   * @param state where journals, locks and logs are kept; made when it is missing
   * @param clock the time
   * @param random for {@code pick: random}
   * @param secrets where secrets come from
   * @param declared finds what dead runs owe to
   * @param checks the checks there are, by type key
   * @param rescue how a guard puts a run right that cannot do it itself
   */
  public PlanRunner(
      Path state,
      Clock clock,
      RandomGenerator random,
      SecretSource secrets,
      Declared declared,
      Map<String, CheckType<?>> checks,
      Rescue rescue) {
    this(
        new Settings(
            new Home(state), clock, random, secrets, declared, checks, Patience.ORDINARY, rescue));
  }

  PlanRunner(Settings settings) {
    this.settings = settings;
  }

  /**
   * Runs a program to its end; debts of dead runs are paid first. Returns when everything is undone
   * or kept, journaled, and unlocked.
   *
   * @throws Failure when the state directory cannot be used; then nothing was begun
   */
  public RunResult run(Program program, RunOptions options, RunListener listener) {
    Set<String> names = locks(program);
    return switch (take(names, program, options)) {
      case Busy(String name, String holder) -> new RunResult.Busy(name, holder);
      case Taken(RunLock lock) -> {
        try (lock) {
          RunListener quiet = new QuietListener(listener);
          new Leftovers(settings, run -> things(run, program)).settleDead(names, quiet);
          yield new RunResult.Ended(new Launch(settings, program, options, quiet).run(names));
        }
      }
    };
  }

  /**
   * Pays what dead runs owe, and what is still owed by runs that ended with something unpaid.
   *
   * @return those runs, as they stand afterwards; empty when nothing was owed
   */
  public List<RunRecord> settle(RunListener listener) {
    return settle(run -> true, listener);
  }

  /**
   * The same for some runs only.
   *
   * @param which tells them by their ids
   */
  public List<RunRecord> settle(Predicate<String> which, RunListener listener) {
    return new Leftovers(settings, settings.declared())
        .settleAll(which, new QuietListener(listener));
  }

  /**
   * What a guard does for the run it stands over: pays what is owed, except that no service is
   * started while data is half in place.
   *
   * @param overdue takes the run's journal away from it although it may live
   * @return the run as it stands afterwards; empty when it lives, or when nothing was owed
   */
  public Optional<RunRecord> rescue(String run, boolean overdue, RunListener listener) {
    Leftovers leftovers = new Leftovers(settings, settings.declared());
    return overdue
        ? leftovers.takeOver(run)
        : leftovers.guarded().settleAll(run::equals, new QuietListener(listener)).stream()
            .findFirst();
  }

  /**
   * Does something while nothing runs that has to do with what a program has to do with.
   *
   * @return who is in the way; empty when it was done
   */
  public Optional<RunResult.Busy> alone(Program program, RunOptions options, Runnable what) {
    return switch (take(locks(program), program, options)) {
      case Busy(String name, String holder) -> Optional.of(new RunResult.Busy(name, holder));
      case Taken(RunLock lock) -> {
        try (lock) {
          what.run();
        }
        yield Optional.empty();
      }
    };
  }

  /** A Backup and its Restores exclude each other, and whatever touches the same things. */
  private static Set<String> locks(Program program) {
    Set<String> names = new TreeSet<>(program.limits().lock());
    program.resources().values().forEach(thing -> names.addAll(thing.alsoKnownAs()));
    program.resources().values().stream()
        .flatMap(thing -> place(thing).stream())
        .map(place -> LockName.of(Untouchable.real(place)))
        .forEach(names::add);
    names.add("plan " + program.plan().name());
    names.add("plan " + program.plan().backup());
    return names;
  }

  private static Optional<Path> place(Resource thing) {
    return switch (thing) {
      case Source source -> source.place();
      case Store store -> store.directory();
      default -> Optional.empty();
    };
  }

  private RunLock.Attempt take(Set<String> names, Program program, RunOptions options) {
    String run = program.run().id();
    Set<String> all = new TreeSet<>(names);
    all.add(RunLock.nameOf(run));
    Duration planned = program.limits().lockWait();
    Duration asked = options.lockWait();
    Duration wait = asked.compareTo(planned) > 0 ? asked : planned;
    long end = System.nanoTime() + wait.toNanos();
    while (true) {
      RunLock.Attempt attempt = RunLock.take(settings.home().locks(), all, run);
      long left = end - System.nanoTime();
      if (attempt instanceof Taken || left <= 0 || options.stop().work().cancelled()) {
        return attempt;
      }
      LockSupport.parkNanos(Math.min(left, LOOK.toNanos()));
    }
  }

  /** What a dead run of the same plan owes can also be paid to the things that are at hand. */
  private Declared.Things things(RunRecord dead, Program program) {
    if (!dead.started().plan().name().equals(program.plan().name())) {
      return settings.declared().of(dead);
    }
    Declared.Things atHand = new Declared.Things(program.resources(), settings.secrets());
    try {
      return settings.declared().of(dead).or(atHand);
    } catch (Failure unreadable) {
      return atHand;
    }
  }
}
