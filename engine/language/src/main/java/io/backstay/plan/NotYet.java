package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E126;
import static io.backstay.plan.ProblemCode.W126;

import io.backstay.spi.Artifacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a plan may say and this version does not do: an archived log, and recovery to a moment. Such
 * plans are read and previewed; a run that would reach it is refused before it does anything.
 */
public final class NotYet {
  private static final Set<String> STEPS = Set.of("recover");
  private static final Set<String> SOURCES = Set.of("postgres-instance");
  private static final String WITH_WAL = "with-wal";
  private static final String SAID = "` is not in this version of backstay";
  private static final String BY_HAND =
      "restore a dump; or unpack the base backup into an empty directory and let the server recover"
          + " there, with a `restore_command` that reads its archive";

  private final Plan plan;
  private final Problems problems;
  private final List<Problem> places = new ArrayList<>();

  NotYet(Plan plan, Problems problems) {
    this.plan = plan;
    this.problems = problems;
  }

  /** Whether a kind of step is only read. */
  public static boolean step(String type) {
    return STEPS.contains(type);
  }

  /** Whether a kind of source is only read. */
  public static boolean source(String type) {
    return SOURCES.contains(type);
  }

  /** Why a run that would reach this is refused. */
  public static Problem refused(String what, @Nullable Position at) {
    return Problem.of(E126, at, "`" + what + SAID).note("nothing was done").help(BY_HAND);
  }

  /** Where a Restore asks for the archived log. */
  public static @Nullable Position withWal(Plan plan) {
    Plan.Recovery recovery = plan.recovery();
    return recovery != null && recovery.backup().node() instanceof Node.Fields fields
        ? fields.field(WITH_WAL).map(field -> field.key().position()).orElse(fields.position())
        : null;
  }

  /** One problem at the first place, however many there are; empty when there is none. */
  public static Optional<Problem> one(List<Problem> places) {
    return places.stream()
        .reduce(
            (first, more) ->
                more.position() == null ? first : first.label(more.position(), "neither is this"));
  }

  void check() {
    stream();
    Plan.Recovery recovery = plan.recovery();
    plan.things().sources().values().stream()
        .filter(declared -> source(declared.type().name()))
        .filter(it -> recovery == null || !recovery.of().things().sources().containsValue(it))
        .forEach(declared -> note(declared.type().name(), declared.position()));
    Optional.ofNullable(recovery)
        .flatMap(it -> it.backup().node().inside(WITH_WAL))
        .filter(said -> !(said instanceof Node.Scalar word && word.text().equals("false")))
        .ifPresent(said -> note(WITH_WAL, withWal(plan)));
    StepParams.singles(plan.flow().steps()).forEach(this::check);
    one(places).ifPresent(problems::add);
  }

  private void check(PlannedStep.Single<?> step) {
    if (step(step.typeName())) {
      note(step.typeName(), step.position());
    }
    if (step.typeName().equals("fetch")) {
      StepParams.node(step.params(), "artifacts").map(StepParams::scalars).stream()
          .flatMap(names -> names.stream())
          .filter(name -> new Artifacts(name.text()).log())
          .forEach(name -> note("fetch: wal", name.position()));
    }
  }

  private void stream() {
    Optional.ofNullable(plan.rules().continuous())
        .flatMap(continuous -> continuous.node().inside("wal", "mode"))
        .filter(mode -> mode instanceof Node.Scalar word && word.text().equals("stream"))
        .ifPresent(
            mode ->
                problems.add(
                    Problem.of(W126, mode.position(), "`mode: stream" + SAID)
                        .note("nothing is archived by it, and no run is hindered")
                        .help("let the server archive its WAL itself:  mode: external")));
  }

  private void note(String what, @Nullable Position at) {
    places.add(
        Problem.of(W126, at, "`" + what + SAID)
            .note("a run that would reach it is refused before it does anything"));
  }
}
