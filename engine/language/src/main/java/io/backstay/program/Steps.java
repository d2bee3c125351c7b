package io.backstay.program;

import io.backstay.plan.Bound;
import io.backstay.plan.Limits;
import io.backstay.plan.Part;
import io.backstay.plan.PlannedStep;
import io.backstay.plan.Position;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Refusal;
import io.backstay.spi.Resource;
import io.backstay.spi.RunInfo;
import io.backstay.spi.StepType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lowers steps to nodes, in order, because a step may name what earlier ones make. */
final class Steps {
  private final Bindings bindings;
  private final Map<Ref, Resource> resources;
  private final RunInfo run;
  private final List<String> artifacts;

  Steps(Bindings bindings, Map<Ref, Resource> resources, RunInfo run, List<String> artifacts) {
    this.bindings = bindings;
    this.resources = resources;
    this.run = run;
    this.artifacts = new ArrayList<>(artifacts);
  }

  /** Logical names of everything made so far. */
  List<String> artifacts() {
    return List.copyOf(artifacts);
  }

  List<Node> lower(List<PlannedStep> steps) {
    return steps.stream().<Node>mapMulti((step, nodes) -> node(step).ifPresent(nodes)).toList();
  }

  private Optional<Node> node(PlannedStep step) {
    Guard when = bindings.guard(step.modifiers().when());
    return switch (step) {
      case PlannedStep.Single<?> single -> single(single, when);
      case PlannedStep.Group group ->
          Optional.of(new Node.Group(group.id(), when, lower(group.steps())));
      case PlannedStep.Parallel parallel -> parallel(parallel, when);
    };
  }

  private Optional<Node> parallel(PlannedStep.Parallel parallel, Guard when) {
    return bindings
        .bind(parallel.rules())
        .map(Bound.Ready::value)
        .map(
            rules -> {
              List<Node> nodes = lower(parallel.steps());
              int max = Optional.ofNullable(rules.max()).orElse(nodes.size());
              return new Node.Parallel(parallel.id(), when, max, rules.failFast(), nodes);
            });
  }

  private <P extends Record> Optional<Node> single(PlannedStep.Single<P> step, Guard when) {
    Optional<Bound.Ready<P>> params = bindings.bind(step.params());
    Optional<Limits> limits = bindings.bind(step.modifiers().limits()).map(Bound.Ready::value);
    if (params.isEmpty() || limits.isEmpty()) {
      return Optional.empty();
    }
    return ops(step, params.get()).map(ops -> node(step, when, limits.get(), ops));
  }

  private static Node node(
      PlannedStep.Single<?> step, Guard when, Limits limits, Late<List<Op>> ops) {
    Position at = step.position();
    return new Node.Step(
        step.id(),
        step.typeName(),
        step.modifiers().name(),
        when,
        limits.timeout(),
        retry(limits),
        Node.OnError.valueOf(step.modifiers().onError().name()),
        new Node.Where(at.file(), at.line(), at.column(), step.path()),
        ops);
  }

  private static Node.Retry retry(Limits limits) {
    Limits.Retry retry = limits.retry();
    if (retry == null) {
      return Node.Retry.NEVER;
    }
    Duration first = retry.backoff().first();
    boolean onlyTransient = retry.only() == Limits.Only.TRANSIENT;
    return new Node.Retry(retry.max(), first, retry.backoff().longest(), onlyTransient);
  }

  private <P extends Record> Optional<Late<List<Op>>> ops(
      PlannedStep.Single<P> step, Bound.Ready<P> params) {
    try {
      StepType<P> type = step.type();
      StepNames names = new StepNames(resources, run, artifacts(), step.id());
      List<Op> ops = List.copyOf(type.lower(params.value(), names));
      artifacts.addAll(made(ops));
      if (!params.late()) {
        return Optional.of(new Late.Known<>(ops));
      }
      Part<P> part = step.params();
      return Optional.of(
          new Late.Unknown<>(
              ops, steps -> List.copyOf(type.lower(bindings.knowing(steps).now(part), names))));
    } catch (Refusal refusal) {
      bindings.add(Refusals.problem(refusal, step));
      return Optional.empty();
    } catch (Refusals.AlreadyTold told) {
      return Optional.empty();
    }
  }

  private static List<String> made(List<Op> ops) {
    return Effects.flat(ops)
        .filter(op -> op instanceof Op.Stream s && s.to() instanceof Op.Drain.ToArtifact)
        .map(op -> ((Op.Drain.ToArtifact) ((Op.Stream) op).to()).name())
        .toList();
  }
}
