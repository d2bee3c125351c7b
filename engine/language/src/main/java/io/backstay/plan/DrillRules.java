package io.backstay.plan;

import io.backstay.spi.Ref;
import io.backstay.spi.Scratch;
import io.backstay.spi.ScratchType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What can be proved of a drill before it ever runs: above all, that it writes to nothing real. */
final class DrillRules {
  /** A place for what is only looked at. */
  static final ScratchType.Place NOWHERE =
      new ScratchType.Place("20260101_000000-0000", Path.of("/nowhere"));

  private final Drill drill;
  private final Problems problems;
  private final Rehearsal rehearsal;

  DrillRules(Drill drill, Problems problems) {
    this.drill = drill;
    this.problems = problems;
    this.rehearsal = new Rehearsal(drill.restore(), properties(drill), problems);
  }

  private static Map<String, Map<String, String>> properties(Drill drill) {
    Map<String, Map<String, String>> properties = new HashMap<>();
    drill
        .scratch()
        .forEach((name, it) -> properties.put(name, it.type().properties(name, NOWHERE)));
    return properties;
  }

  void check() {
    drill.bindings().values().forEach(this::fits);
    writesNothingReal();
    new OwnRules(drill, rehearsal, problems).check();
    rehearsal.bind(drill.backup());
    rehearsal.bind(drill.telling().scenario());
    drill.telling().participants().forEach(rehearsal::bind);
    rehearsal.bind(drill.telling().report());
    drill.telling().told().forEach(rehearsal::bind);
    drill.stopIf().forEach(rehearsal::bind);
    drill.rules().schedule().forEach(rehearsal::bind);
    rehearsal.bind(drill.rules().teardown());
    strictEnough();
    new InjectionRules(drill, rehearsal, problems).check();
  }

  /** A scratch resource has to be of a kind that can take the place of what it is bound to. */
  private void fits(DrillBinding binding) {
    Declared<ScratchType<?>> declared = binding.declared();
    Optional<Scratch> scratch = rehearsal.scratch(declared, NOWHERE);
    String type = drill.restore().things().type(binding.on());
    if (scratch.isEmpty()) {
      return;
    }
    Optional<Scratch.StandIn> standIn = scratch.get().standIn(binding.on().kind(), type);
    if (standIn.filter(this::possible).isEmpty()) {
      problems.add(
          Problem.of(
                  ProblemCode.E234,
                  binding.position(),
                  "a scratch `%s` cannot stand in for `%s`, which is a `%s`"
                      .formatted(declared.type().name(), binding.on().name(), type))
              .label(declared.position(), "declared here")
              .help("declare a scratch resource of a kind that can"));
    }
    standIn.ifPresent(it -> isNothingReal(it, declared));
  }

  /** What is like a source is of its type. */
  private boolean possible(Scratch.StandIn standIn) {
    String like = standIn.like();
    return like == null
        || drill.restore().things().type(new Ref(Ref.Kind.SOURCE, like)).equals(standIn.type());
  }

  /** What is made beside a real source differs from every real one. */
  private void isNothingReal(Scratch.StandIn standIn, Declared<ScratchType<?>> declared) {
    if (standIn.like() == null) {
      return;
    }
    drill.restore().things().sources().keySet().stream()
        .filter(
            source ->
                rehearsal
                    .known(new Ref(Ref.Kind.SOURCE, source))
                    .entrySet()
                    .containsAll(standIn.params().entrySet()))
        .map(
            source ->
                Problem.of(
                        ProblemCode.E231,
                        declared.position(),
                        "`scratch.%s` is the real source `%s`".formatted(declared.name(), source))
                    .note("a drill may only write to `scratch`")
                    .help("give it a name that nothing has"))
        .forEach(problems::add);
  }

  private void writesNothingReal() {
    TreeSet<String> written = new TreeSet<>();
    for (PlannedStep.Single<?> step : StepParams.singles(drill.restore().flow().steps())) {
      if (!CatalogRules.changes(step.type()).isEmpty()) {
        written.addAll(NamedSources.of(step.params()));
      }
    }
    written.removeAll(drill.bindings().keySet());
    written.forEach(this::refuse);
  }

  private void refuse(String source) {
    Position at =
        drill
            .head()
            .content()
            .field("restore")
            .map(field -> field.value().position())
            .orElse(drill.head().content().position());
    problems.add(
        Problem.of(
                ProblemCode.E231, at, "this drill would write to the real source `" + source + "`")
            .label("its steps write `" + source + "`")
            .note("a drill may only write to `scratch`")
            .help(
                "bind it to something disposable:  bind: {%s: scratch.%s}"
                    .formatted(source, source)));
  }

  private void strictEnough() {
    Objectives plans = objectives(drill.backupPlan());
    Objectives restores = objectives(drill.restore());
    rehearsal
        .bind(drill.rules().objectives())
        .ifPresent(
            own -> {
              stricter("rpo", own.rpo(), plans.rpo());
              stricter("rto", own.rto() == null ? null : own.rto().within(), restores.rto());
            });
  }

  private Objectives objectives(Plan plan) {
    return rehearsal.bind(plan.rules().objectives()).orElse(new Objectives(null, null));
  }

  private void stricter(String key, @Nullable Duration own, @Nullable Duration promised) {
    if (own == null || promised == null || own.compareTo(promised) <= 0) {
      return;
    }
    problems.add(
        Problem.of(
                ProblemCode.E232,
                drill.rules().objectives().node().position(),
                "this drill asks for less than was promised: `%s` is longer than the plan's"
                    .formatted(key))
            .note("a drill that lowers the bar proves nothing about the promise")
            .help("remove it; without one, the plan's own holds"));
  }
}
