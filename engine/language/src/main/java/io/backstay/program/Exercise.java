package io.backstay.program;

import io.backstay.plan.Catalog;
import io.backstay.plan.Drill;
import io.backstay.plan.Plan;
import io.backstay.plan.PlannedStep;
import io.backstay.spi.CheckType;
import io.backstay.spi.CheckUse;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The steps of a plan as far as they touch nothing but scratch. What is not exercised stays visible
 * as a step that is skipped, with the reason.
 */
final class Exercise {
  private final Drill drill;
  private final Plan plan;
  private final boolean ownSet;
  private final Set<String> runAnyway = new HashSet<>();

  /**
   * An exercise.
   *
   * @param plan whose steps these are
   * @param ownSet whether the drill makes its own set, so that it has to do with no store but those
   *     that are bound
   */
  Exercise(Drill drill, Plan plan, boolean ownSet) {
    this.drill = drill;
    this.plan = plan;
    this.ownSet = ownSet;
    collect(plan.flow().steps());
    collect(plan.flow().onFailure());
    collect(plan.flow().finallySteps());
  }

  private void collect(List<PlannedStep> steps) {
    for (PlannedStep step : steps) {
      if (step.modifiers().inDrills()) {
        runAnyway.add(step.id());
      }
      collect(step.children());
    }
  }

  /** These steps, those skipped that a drill does not exercise. */
  List<Node> of(List<Node> nodes) {
    return nodes.stream().map(this::of).toList();
  }

  private Node of(Node node) {
    return switch (node) {
      case Node.Step step -> step(step);
      case Node.Group group -> new Node.Group(group.id(), group.when(), of(group.nodes()));
      case Node.Parallel parallel ->
          new Node.Parallel(
              parallel.id(),
              parallel.when(),
              parallel.max(),
              parallel.failFast(),
              of(parallel.nodes()));
    };
  }

  private Node step(Node.Step step) {
    Late<List<Op>> ops = step.ops().map(this::withoutWhatIsReal);
    Optional<String> why = left(step, ops.preview());
    Guard when =
        why.<Guard>map(because -> new Guard.Decided(DrillLowering.NOT_EXERCISED + because, false))
            .orElse(step.when());
    return new Node.Step(
        step.id(),
        step.type(),
        step.name(),
        when,
        step.timeout(),
        step.retry(),
        step.onError(),
        step.where(),
        why.isPresent() ? new Late.Known<>(List.of()) : ops);
  }

  /** Checks of what is not scratch are left out, and so are its uploads beside those to scratch. */
  private List<Op> withoutWhatIsReal(List<Op> ops) {
    boolean publishes = ops.stream().anyMatch(op -> uploaded(op).anyMatch(this::bound));
    return ops.stream()
        .filter(this::looksAtScratch)
        .filter(op -> !publishes || uploaded(op).allMatch(this::bound))
        .toList();
  }

  private static Stream<Ref> uploaded(Op op) {
    return op instanceof Op.Transfer(Op.Movement.Publish publish)
        ? Stream.of(Ref.of(publish.store()))
        : Stream.of();
  }

  /** Whether it is no check, or a check of what is scratch. */
  boolean looksAtScratch(Op op) {
    return !(op instanceof Op.Check check)
        || looksAt(check.check(), plan.words()).allMatch(this::bound);
  }

  /** What a check looks at. */
  @SuppressWarnings("unchecked") // a check's parameters are of its type's own class
  static <P extends Record> Stream<Ref> looksAt(CheckUse use, Catalog words) {
    CheckType<P> type =
        (CheckType<P>) Optional.ofNullable(words.checks().get(use.type())).orElseThrow();
    return type.looksAt((P) use.params()).stream();
  }

  /** Why it is left out; empty when it is exercised. */
  private Optional<String> left(Node.Step step, List<Op> ops) {
    if (step.ops().preview().isEmpty()) {
      return Optional.empty();
    }
    if (ops.isEmpty()) {
      return Optional.of("nothing it looks at is bound to scratch");
    }
    boolean program = Effects.flat(ops).anyMatch(op -> op instanceof Op.Run);
    if (program && !runAnyway.contains(step.id())) {
      return Optional.of("it runs a program and does not say `drill: run`");
    }
    boolean web = Effects.flat(ops).anyMatch(op -> op instanceof Op.Call c && isWeb(c.on()));
    if (web && !runAnyway.contains(step.id())) {
      return Optional.of("it may change what is at an address and does not say `drill: run`");
    }
    if (Effects.flat(ops).flatMap(Exercise::touched).anyMatch(Ref.SETTINGS::equals)) {
      return Optional.of("it changes a setting that is real");
    }
    if (Effects.flat(ops).anyMatch(Exercise::prunes)) {
      return Optional.of("a drill deletes no sets");
    }
    return Effects.flat(ops)
        .flatMap(Exercise::touched)
        .filter(ref -> !bound(ref))
        .findFirst()
        .map(ref -> "`" + ref.name() + "` is not bound to scratch");
  }

  private static boolean prunes(Op op) {
    return op instanceof Op.Transfer(Op.Movement.Expire expire);
  }

  private static boolean isWeb(Ref ref) {
    return ref.kind() == Ref.Kind.WEB;
  }

  private boolean bound(Ref ref) {
    return switch (ref.kind()) {
      case SOURCE, SERVICE ->
          drill.bindings().containsKey(ref.name()) || ref.name().startsWith(DrillLowering.REAL);
      case STORE -> !ownSet || drill.bindings().containsKey(ref.name());
      case SETTING -> false;
      case SCRATCH, SET, RUN, PROGRAM, WEB -> true;
    };
  }

  /** What an op has to do with, what its check looks at left out. */
  static Stream<Ref> touched(Op op) {
    return switch (op) {
      case Op.Observe it -> Stream.of(it.on());
      case Op.Hold it -> Stream.of(it.on());
      case Op.Change it -> Stream.of(it.on());
      case Op.Owe it -> Stream.of(it.on());
      case Op.Settle it -> Stream.of(it.on());
      case Op.Call it -> Stream.of(it.on());
      case Op.Stream it -> Stream.concat(produced(it.from()), drained(it.to()));
      case Op.Transfer it -> uploaded(it);
      case Op.Check it -> Stream.of();
      case Op.Together it -> Stream.of();
      case Op.Run it -> Stream.of();
    };
  }

  private static Stream<Ref> produced(Op.Producer from) {
    return switch (from) {
      case Op.Producer.Trees trees -> trees.sources().stream();
      case Op.Producer.From one -> Stream.of(one.on());
      case Op.Producer.Artifact artifact -> Stream.of();
    };
  }

  private static Stream<Ref> drained(Op.Drain to) {
    return switch (to) {
      case Op.Drain.Into into -> Stream.of(into.on());
      case Op.Drain.ToTrees trees -> trees.targets().values().stream();
      case Op.Drain.ToArtifact artifact -> Stream.of();
    };
  }
}
