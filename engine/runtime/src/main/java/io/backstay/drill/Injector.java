package io.backstay.drill;

import io.backstay.plan.Timing;
import io.backstay.program.DrillLowering;
import io.backstay.program.Program;
import io.backstay.run.RunEvent;
import io.backstay.run.RunListener;
import io.backstay.run.RunRecord;
import io.backstay.run.Stop;
import io.backstay.spi.Failure;
import io.backstay.spi.Fault;
import io.backstay.spi.Ref;
import io.backstay.spi.Resource;
import io.backstay.spi.Scratch;
import io.backstay.spi.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Lets go wrong what a drill says. It watches the run to know when, and stands between the run and
 * what is to fail; the run itself does not know that anything is injected.
 */
public final class Injector implements RunListener, AutoCloseable {
  /** What comes before the steps of the Restore and is of the Restore, all the same. */
  private static final Set<String> BEFORE_THE_RESTORE =
      Set.of(
          DrillLowering.SELECT,
          DrillLowering.OWN_STEP + "preflight",
          DrillLowering.SELECT + ".preflight");

  /** It looks at real things when everything is over. */
  private static final String AFTERWARDS = DrillLowering.OWN_STEP + "hypothesis";

  private final Program program;
  private final Stop stop = new Stop();
  private final List<Injection> injections;
  private final List<Thread> threads = new ArrayList<>();
  private final boolean again;
  private int looks;
  private boolean restoring;

  /**
   * The faults of a drill.
   *
   * @param program of the drill
   * @param clock the time
   * @param killed runs of this drill that its own faults have killed, which they do once each
   */
  public Injector(Program program, Clock clock, List<RunRecord> killed) {
    this.program = program;
    this.injections =
        program.injections().stream().map(injected -> new Injection(injected, clock)).toList();
    this.again = !killed.isEmpty();
    killed.stream()
        .flatMap(run -> Stream.ofNullable(run.killed()))
        .forEach(kill -> injections.get(kill.fault()).struckBefore(kill));
    this.looks = program.preflight().size();
    looked();
  }

  /** Nothing goes wrong before the real things were looked at and are as they should be. */
  private void looked() {
    if (looks == 0 && !program.choosesLater()) {
      declare();
    }
  }

  private void declare() {
    injections.forEach(injection -> injection.window().declared());
  }

  /** Stops the run, which some faults do in their own way. */
  public Stop stop() {
    return stop;
  }

  /** Whether the drill was begun before, and killed itself. */
  public boolean again() {
    return again;
  }

  /** The program as it is. */
  public Program watched() {
    return program;
  }

  /** The program, with faulty things in the place of what is to fail. */
  public Program faulty() {
    Map<Ref, Resource> resources = new LinkedHashMap<>(program.resources());
    resources.replaceAll((ref, resource) -> faulty(resource));
    return program.with(resources);
  }

  private Resource faulty(Resource resource) {
    if (!(resource instanceof Store store)) {
      return resource;
    }
    List<Injection> concerned =
        injections.stream()
            .filter(it -> FaultyStore.concerns(it.injected().fault(), store.ref()))
            .toList();
    return concerned.isEmpty()
        ? store
        : new FaultyStore(store, program.sets().manifest(), concerned);
  }

  /** Whether the first provider of a secret denies it now. */
  public boolean denies(String secret) {
    boolean denied = false;
    for (Injection injection : injections) {
      denied |=
          injection.injected().fault() instanceof Fault.SecretDenied(String name)
              && name.equals(secret)
              && injection.strikes();
    }
    return denied;
  }

  /**
   * What a step goes by. Only what the Restore does can have a wrong clock: the drill looks at real
   * things, and at what came of the restore, with its own.
   *
   * @param step its id
   * @param real the time
   */
  public Clock clock(String step, Clock real) {
    boolean restores =
        !step.startsWith(DrillLowering.OWN_STEP) || BEFORE_THE_RESTORE.contains(step);
    return restores ? new SkewedClock(real, () -> skew(step)) : real;
  }

  private Duration skew(String step) {
    Duration skew = Duration.ZERO;
    for (Injection injection : injections) {
      if (injection.injected().fault() instanceof Fault.ClockSkewed(Duration by)
          && injection.strikes(step)) {
        skew = skew.plus(by);
      }
    }
    return skew;
  }

  /** What each has done, in the order of the drill. */
  public List<Struck> struck() {
    return injections.stream().map(Injection::outcome).toList();
  }

  @Override
  public void happened(RunEvent event) {
    switch (event) {
      case RunEvent.StepStarted began -> began(began.step());
      case RunEvent.CheckMade made when made.step() == null -> {
        looks--;
        looked();
      }
      case RunEvent.StepEnded ended ->
          injections.forEach(injection -> injection.window().stepEnds(ended.step()));
      default -> {}
    }
  }

  private synchronized void began(String step) {
    if (step.equals(DrillLowering.SELECT)) {
      declare();
    }
    if (step.equals(AFTERWARDS)) {
      injections.forEach(injection -> injection.window().over());
    }
    boolean first = !restoring && !step.startsWith(DrillLowering.OWN_STEP);
    restoring |= first;
    for (Injection injection : injections) {
      boolean begins = injection.window().stepBegins(step);
      boolean all = first && injection.injected().timing().step().equals(Timing.ALL);
      if (happens(injection) && (begins || all)) {
        harm(injection);
      }
    }
  }

  /** Whether it happens once at its time, and not to whoever comes by. */
  private static boolean happens(Injection injection) {
    return switch (injection.injected().fault()) {
      case Fault.Harmed harmed -> true;
      case Fault.EngineKilled killed -> !injection.hasStruck();
      default -> false;
    };
  }

  /** What is to happen before a step is done when the step begins its work. */
  private void harm(Injection injection) {
    Timing timing = injection.injected().timing();
    boolean first = timing.before() != null || injection.kills();
    if (first && timing.delay().isZero()) {
      strike(injection);
      threads.add(Thread.ofVirtual().start(() -> heal(injection)));
    } else {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    if (passed(timing.delay()) && strike(injection)) {
                      heal(injection);
                    }
                  }));
    }
  }

  private boolean strike(Injection injection) {
    try {
      if (!injection.window().open()) {
        return false;
      }
      // Before, because those that are struck may have ended when the harm is done.
      Set<String> running = injection.window().running();
      switch (injection.injected().fault()) {
        case Fault.Harmed fault when scratch(fault) instanceof Scratch it -> it.harm(fault.harm());
        case Fault.EngineKilled fault -> stop.kill(injections.indexOf(injection), running);
        default -> {
          return false;
        }
      }
      injection.struck(running);
      return true;
    } catch (Failure e) {
      injection.failed(e.message());
      return false;
    }
  }

  private void heal(Injection injection) {
    Duration lasts = injection.injected().timing().for_();
    try {
      if (lasts != null
          && injection.injected().fault() instanceof Fault.Harmed fault
          && passed(lasts)
          && scratch(fault) instanceof Scratch scratch) {
        scratch.heal(fault.harm());
      }
    } catch (Failure e) {
      injection.failed(e.message());
    }
  }

  /** Whether a span has passed; not when the drill was over before. */
  private static boolean passed(Duration span) {
    try {
      Thread.sleep(span);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Resource scratch(Fault.Harmed fault) {
    return program.resource(new Ref(Ref.Kind.SCRATCH, fault.scratch()));
  }

  /** Nothing goes wrong on purpose any more. */
  @Override
  public synchronized void close() {
    threads.forEach(Thread::interrupt);
  }
}
