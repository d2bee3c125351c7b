package io.backstay.program;

import io.backstay.expr.Human;
import io.backstay.plan.DrillObjectives;
import io.backstay.plan.PlanKind;
import io.backstay.plan.Timing;
import io.backstay.spi.CheckUse;
import io.backstay.spi.Fault;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Resource;
import io.backstay.spi.RunInfo;
import io.backstay.spi.SourceRef;
import io.backstay.spi.StoreRef;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A plan with every name and variable resolved: exactly what a run does, and what a preview shows.
 *
 * @param plan which plan it came from
 * @param run identity and circumstances of the run it is for
 * @param resources everything the plan declares, bound; ops address these and nothing else
 * @param preflight checks that must hold before the first step
 * @param steps the work, in order
 * @param onFailure steps after a failure, when the debts are paid
 * @param finallySteps steps at the end, success or failure
 * @param sets how the sets of the plan are laid out
 * @param retention what is kept
 * @param restore which set a Restore takes and how it is confirmed; null for a Backup
 * @param objectives what was promised
 * @param limits bounds of the run as a whole
 * @param injections what a drill lets go wrong on purpose
 */
public record Program(
    PlanInfo plan,
    RunInfo run,
    Map<Ref, Resource> resources,
    List<CheckUse> preflight,
    List<Node> steps,
    List<Node> onFailure,
    List<Node> finallySteps,
    SetRules sets,
    RetentionRules retention,
    @Nullable RestoreRules restore,
    Objectives objectives,
    Limits limits,
    List<Injected> injections) {
  private static final String DRILL = PlanKind.DRILL.word();

  /**
   * Where a program came from.
   *
   * @param name the plan's name; its identity in journals, locks and catalogs
   * @param kind {@code Backup} or {@code Restore}; the verb where a verb looks after its sets
   * @param file the plan file
   * @param projectRoot where relative paths start
   * @param digest sha256 of the effective plan, hexadecimal
   * @param backup the name of the Backup a Restore is about; its own name for a Backup
   * @param effective the effective plan as JSON-shaped data, secrets by name
   */
  public record PlanInfo(
      String name,
      String kind,
      Path file,
      Path projectRoot,
      String digest,
      String backup,
      Map<String, Object> effective) {}

  /**
   * What was promised.
   *
   * @param rpo most data, in time, that may be lost; null when nothing is promised
   * @param rto longest time until the service is back; null when nothing is promised
   * @param gap longest nominal time between two scheduled runs; null without a schedule
   * @param log what is archived between two runs; null when nothing is
   * @param uncounted parts of a drill that its RTO leaves out
   */
  public record Objectives(
      @Nullable Duration rpo,
      @Nullable Duration rto,
      @Nullable Duration gap,
      @Nullable Log log,
      List<DrillObjectives.Part> uncounted) {
    /** Copies the list. */
    public Objectives {
      uncounted = List.copyOf(uncounted);
    }

    /** Of sets alone. */
    public Objectives(@Nullable Duration rpo, @Nullable Duration rto, @Nullable Duration gap) {
      this(rpo, rto, gap, null, List.of());
    }

    /** The log without which the schedule could not keep the RPO; empty when there is none. */
    public Optional<Log> resting() {
      return Optional.ofNullable(log)
          .filter(it -> rpo != null && it.maxLag().compareTo(rpo) <= 0)
          .filter(it -> gap == null || gap.compareTo(rpo) > 0);
    }
  }

  /**
   * What is archived between two runs, by something else than backstay.
   *
   * @param source whose log
   * @param to stores the archive is in
   * @param maxLag how far it may be behind
   */
  public record Log(SourceRef source, List<StoreRef> to, Duration maxLag) {
    /** What stands behind an RPO that rests on it, in one clause for people. */
    public String says() {
      return "rests on WAL at most %s behind in %s, which backstay does not archive itself"
          .formatted(
              Human.duration(maxLag),
              to.stream().map(store -> "`" + store.name() + "`").collect(Collectors.joining(", ")));
    }
  }

  /**
   * Bounds of a run.
   *
   * @param timeout bounds everything except undo; null for none
   * @param lock names the run excludes other runs by: sources, services and stores it touches
   * @param lockWait how long it waits for another one to end; zero does not wait
   * @param keepOnFailure how long what is disposable stays for a look when a drill fails; null
   *     removes it at once
   */
  public record Limits(
      @Nullable Duration timeout,
      List<String> lock,
      Duration lockWait,
      @Nullable Duration keepOnFailure) {
    /** Bounds of a run that leaves nothing behind. */
    public Limits(@Nullable Duration timeout, List<String> lock, Duration lockWait) {
      this(timeout, lock, lockWait, null);
    }

    /** Bounds of a run that does not wait. */
    public Limits(@Nullable Duration timeout, List<String> lock) {
      this(timeout, lock, Duration.ZERO);
    }
  }

  /** One in which nothing goes wrong on purpose. */
  public Program(
      PlanInfo plan,
      RunInfo run,
      Map<Ref, Resource> resources,
      List<CheckUse> preflight,
      List<Node> steps,
      List<Node> onFailure,
      List<Node> finallySteps,
      SetRules sets,
      RetentionRules retention,
      @Nullable RestoreRules restore,
      Objectives objectives,
      Limits limits) {
    this(
        plan,
        run,
        resources,
        preflight,
        steps,
        onFailure,
        finallySteps,
        sets,
        retention,
        restore,
        objectives,
        limits,
        List.of());
  }

  /**
   * What a drill lets go wrong on purpose.
   *
   * @param fault what goes wrong
   * @param timing when, and what should come of it
   * @param where where the drill says so
   */
  public record Injected(Fault fault, Timing timing, Node.Where where) {}

  /** What its steps put something else in the place of, as far as that is known before the run. */
  public List<Ref> replaced() {
    return Stream.of(steps, onFailure, finallySteps)
        .flatMap(nodes -> Node.steps(nodes).stream())
        .flatMap(step -> Effects.flat(step.ops().preview()))
        .filter(op -> op instanceof Op.Change change && change.verb() == Op.Verb.RENAME)
        .map(op -> ((Op.Change) op).on())
        .distinct()
        .toList();
  }

  /** Whether it is disposable: not there before the run, nor after it. */
  public boolean disposable(Ref ref) {
    return switch (ref.kind()) {
      case SCRATCH -> true;
      case SOURCE, SERVICE ->
          plan.kind().equals(DRILL) && !ref.name().startsWith(DrillLowering.REAL);
      case STORE, SET, RUN, PROGRAM, SETTING, WEB -> false;
    };
  }

  /**
   * Whether paying a debt removes what the run has made for itself.
   *
   * @param on whom it is paid to
   * @param action what is owed
   */
  public boolean removes(Ref on, String action) {
    return disposable(on) && action.equals("remove");
  }

  /** Whether one of its steps chooses the set that is restored, and not what is before them. */
  public boolean choosesLater() {
    return moves(Op.Movement.Choose.class);
  }

  /** Whether it is a drill that makes the set it restores, in a store that is disposable, too. */
  public boolean makesItsOwnSet() {
    return plan.kind().equals(DRILL) && moves(Op.Movement.Publish.class);
  }

  private boolean moves(Class<? extends Op.Movement> how) {
    return Node.steps(steps).stream()
        .flatMap(step -> Effects.flat(step.ops().preview()))
        .anyMatch(op -> op instanceof Op.Transfer transfer && how.isInstance(transfer.what()));
  }

  /** The same with other steps. */
  public Program with(List<Node> others) {
    return with(resources, others);
  }

  /** The same with other things behind the names. */
  public Program with(Map<Ref, Resource> others) {
    return with(others, steps);
  }

  private Program with(Map<Ref, Resource> things, List<Node> work) {
    return new Program(
        plan,
        run,
        things,
        preflight,
        work,
        onFailure,
        finallySteps,
        sets,
        retention,
        restore,
        objectives,
        limits,
        injections);
  }

  /** The bound resource an op is addressed to. */
  public Resource resource(Ref ref) {
    Resource found = resources.get(ref);
    if (found == null) {
      throw new IllegalStateException("no resource " + ref);
    }
    return found;
  }
}
