package io.backstay.program;

import io.backstay.plan.Binder;
import io.backstay.plan.Bound;
import io.backstay.plan.Declared;
import io.backstay.plan.Drill;
import io.backstay.plan.DrillSelection;
import io.backstay.plan.Injection;
import io.backstay.plan.Plan;
import io.backstay.plan.Position;
import io.backstay.plan.Problem;
import io.backstay.plan.Rhythm;
import io.backstay.plan.StopRule;
import io.backstay.plan.Timing;
import io.backstay.plan.Told;
import io.backstay.plan.Values;
import io.backstay.plan.Variables;
import io.backstay.spi.Facts;
import io.backstay.spi.Fault;
import io.backstay.spi.Ref;
import io.backstay.spi.Resource;
import io.backstay.spi.RunInfo;
import io.backstay.spi.Scratch;
import io.backstay.spi.ScratchType;
import io.backstay.spi.StoreRef;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a program of a drill: that of the real Restore, with scratch resources in the place of what
 * it writes to, what makes them before it, and checks around it. Pure, as {@link Lowering} is.
 */
public final class DrillLowering {
  /** What the ids of a drill's own steps begin with; no id a plan can give has a dot. */
  public static final String OWN_STEP = "drill.";

  /** What the ids of the steps begin with that make scratch resources, each with its name. */
  public static final String PROVISION = OWN_STEP + "provision.";

  /** What the ids of the steps begin with that make data in scratch resources. */
  public static final String PREPARE = OWN_STEP + "prepare.";

  /** What the ids of the steps of a Backup begin with that is run on scratch resources. */
  public static final String BACKUP = OWN_STEP + "backup.";

  /** What the ids of the steps begin with that damage what is in scratch resources. */
  public static final String DAMAGE = OWN_STEP + "damage.";

  /**
   * The step that chooses the set, where that comes after others: then the disaster is declared.
   */
  public static final String SELECT = OWN_STEP + "select";

  /** What the reason begins with for which a step of the Restore is left out. */
  public static final String NOT_EXERCISED = "not exercised: ";

  /** What the names of real things begin with in the program of a drill. */
  static final String REAL = "real.";

  private final Drill drill;
  private final Variables variables;
  private final RunInfo run;
  private final ScratchPlaces places;
  private final Values values;
  private final Bindings asWritten;
  private final Bindings real;

  /**
   * A lowering.
   *
   * @param drill what to lower
   * @param variables inputs of its Restore
   * @param run the run it is for, or would be for
   * @param directory where scratch resources keep what they need
   */
  public DrillLowering(Drill drill, Variables variables, RunInfo run, Path directory) {
    this.drill = drill;
    this.variables = variables;
    this.run = run;
    this.places = new ScratchPlaces(drill, run, directory);
    this.values = places.in(Values.of(drill.restore(), variables).with(run));
    this.asWritten = new Bindings(new Binder(drill.restore()), values);
    this.real = new Bindings(new Binder(drill.restore(), this::real), values);
  }

  /**
   * Lowers.
   *
   * @param set the set to take; null leaves the choice to the drill
   */
  public Lowered lower(@Nullable String set) {
    Map<String, Scratch> scratch = scratch();
    StandIns stand = new StandIns(drill, scratch);
    Plan rebound = stand.in(drill.restore());
    Optional<DrillSelection> rules = asWritten.bind(drill.backup()).map(Bound.Ready::value);
    Prelude prelude = new Prelude(drill, rules, variables, run, stand);
    Lowered lowered = new Lowering(rebound, variables, run).lower(null);
    if (!(lowered instanceof Lowered.Ready(Program restore))) {
      return lowered;
    }
    prelude.refuse(set);
    Bindings standIns = new Bindings(new Binder(rebound, stand::meaning), values);
    DrillSteps steps = new DrillSteps(drill, real, standIns, prelude);
    Map<Ref, Resource> resources = resources(restore, scratch, prelude.ownSet());
    DrillTerms terms = new DrillTerms(drill, run, asWritten);
    Program program =
        new Program(
            info(restore),
            run,
            resources,
            real.checks(drill.hypothesis()),
            steps.all(scratch, restore),
            steps.exercised(restore.onFailure()),
            steps.exercised(restore.finallySteps()),
            prelude.ownSet() ? restore.sets().unheardOf() : restore.sets(),
            restore.retention(),
            rules.map(chosen -> selection(chosen, set)).orElse(null),
            terms.objectives(restore),
            terms.limits(restore, resources),
            injections());
    return ready(program, standIns.problems(), prelude.problems());
  }

  private Lowered ready(Program program, List<Problem> standIns, List<Problem> prelude) {
    List<Problem> problems =
        Stream.of(asWritten.problems(), real.problems(), standIns, prelude)
            .flatMap(List::stream)
            .toList();
    return problems.isEmpty() ? new Lowered.Ready(program) : new Lowered.Refused(problems);
  }

  /**
   * What has to hold of the real things while the drill goes on.
   *
   * @param watch what is looked at
   * @param rhythm how often, and how often it may fail
   */
  public record Vigil(Lowering.Watch watch, Rhythm rhythm) {}

  /** What is looked at while the drill goes on. */
  public List<Vigil> vigils() {
    List<Vigil> vigils = new ArrayList<>();
    for (StopRule rule : drill.stopIf()) {
      Rhythm rhythm = real.now(rule.rhythm());
      real.checks(List.of(rule.check()))
          .forEach(check -> vigils.add(new Vigil(new Lowering.Watch(check, null), rhythm)));
    }
    return vigils;
  }

  /**
   * Who is told how the drill went, by the drill itself.
   *
   * @param failure step and message of what failed; null when nothing did
   */
  public List<Told> told(@Nullable Facts failure) {
    return asWritten.told(drill.telling().told(), failure);
  }

  /** What tells one drill from another: sha256 of all that it and its plans say, hexadecimal. */
  public static String digest(Drill drill) {
    return Effective.of(drill).digest();
  }

  private Map<String, Scratch> scratch() {
    Map<String, Scratch> scratch = new LinkedHashMap<>();
    for (Declared<ScratchType<?>> declared : drill.scratch().values()) {
      asWritten
          .ready(asWritten.binder().scratch(declared, places.of(declared.name(), values), values))
          .map(Bound.Ready::value)
          .ifPresent(made -> scratch.put(declared.name(), made));
    }
    return scratch;
  }

  /** What a name means before and after: the real thing, which stores are unless they are bound. */
  private String real(String name) {
    boolean own = drill.restore().things().stores().containsKey(name);
    return own && !drill.bindings().containsKey(name) ? name : REAL + name;
  }

  /**
   * Nothing of what is not bound can be addressed, but for stores, which are only read; and those
   * neither by a drill that makes its own set.
   */
  private Map<Ref, Resource> resources(
      Program restore, Map<String, Scratch> scratch, boolean ownSet) {
    Map<Ref, Resource> resources = new LinkedHashMap<>();
    scratch.values().forEach(made -> resources.put(made.ref(), made));
    restore
        .resources()
        .forEach(
            (ref, resource) -> {
              boolean read = ref.kind() == Ref.Kind.STORE && !ownSet;
              if (read || drill.bindings().containsKey(ref.name())) {
                resources.put(ref, resource);
              }
            });
    if (!drill.hypothesis().isEmpty() || !drill.stopIf().isEmpty()) {
      new Things(asWritten)
          .bind(drill.restore().things())
          .forEach((ref, it) -> resources.put(new Ref(ref.kind(), real(ref.name())), it));
    }
    return resources;
  }

  private List<Program.Injected> injections() {
    List<Program.Injected> injected = new ArrayList<>();
    for (Injection injection : drill.injections()) {
      Optional<Fault> fault =
          asWritten.ready(asWritten.binder().fault(injection, values)).map(Bound.Ready::value);
      Optional<Timing> timing = asWritten.bind(injection.timing()).map(Bound.Ready::value);
      Position at = injection.position();
      Node.Where where = new Node.Where(at.file(), at.line(), at.column(), "inject");
      if (fault.isPresent() && timing.isPresent()) {
        injected.add(new Program.Injected(fault.get(), timing.get(), where));
      }
    }
    return injected;
  }

  private Program.PlanInfo info(Program restore) {
    Plan.Head head = drill.head();
    Effective effective = Effective.of(drill);
    return new Program.PlanInfo(
        head.identity().toString(),
        head.kind().word(),
        head.file(),
        head.projectRoot(),
        effective.digest(),
        restore.plan().backup(),
        effective.content());
  }

  private RestoreRules selection(DrillSelection chosen, @Nullable String set) {
    return new RestoreRules(
        chosen.of() == DrillSelection.Of.SCRATCH ? boundStores() : chosen.from(),
        set == null ? picked(chosen) : RestoreRules.Pick.ARGUMENT,
        set,
        chosen.at(),
        chosen.within(),
        chosen.of() == DrillSelection.Of.SCRATCH ? null : chosen.type(),
        List.of(),
        null);
  }

  private static RestoreRules.Pick picked(DrillSelection chosen) {
    return chosen.fresh() && chosen.of() == DrillSelection.Of.REAL
        ? RestoreRules.Pick.FRESH
        : RestoreRules.Pick.valueOf(chosen.pick().name());
  }

  private List<StoreRef> boundStores() {
    return drill.bindings().values().stream()
        .filter(binding -> binding.on().kind() == Ref.Kind.STORE)
        .map(binding -> new StoreRef(binding.on().name()))
        .toList();
  }
}
