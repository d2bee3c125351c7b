package io.backstay.run;

import io.backstay.program.Guard;
import io.backstay.program.Node;
import io.backstay.program.Program;
import io.backstay.spi.Failure;
import io.backstay.spi.Op;
import io.backstay.spi.Sealing;
import io.backstay.spi.Tools;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether what a program is going to read could be read now: a service that is stopped for a dump
 * that cannot be made was stopped for nothing. Asks only about steps that are sure to come, and
 * only as far as no step before them may have changed the answer.
 */
final class Foresight {
  private final Program program;
  private final Tools tools;

  Foresight(Program program, Tools tools) {
    this.program = program;
    this.tools = tools;
  }

  /**
   * Asks everything that will be read.
   *
   * @throws Failure what stands in the way; not when it may have passed by the time it matters
   */
  void demand() {
    // Keys are not what steps change, so these are asked of whatever comes before.
    sealings().forEach(sealing -> sealing.foresee(tools));
    for (Node.Step step : Node.steps(sure(program.steps()))) {
      List<Op> ops = flat(step.ops().preview());
      if (ops.stream().anyMatch(Foresight::changesTheWorld)) {
        return;
      }
      if (step.onError() == Node.OnError.FAIL) {
        ops.forEach(op -> demand(op, step));
      }
    }
  }

  private List<Sealing> sealings() {
    return Node.steps(sure(program.steps())).stream()
        .flatMap(step -> flat(step.ops().preview()).stream())
        .flatMap(Foresight::sealing)
        .distinct()
        .toList();
  }

  private static Stream<Sealing> sealing(Op op) {
    return op instanceof Op.Transfer(Op.Movement.Encrypt encrypt)
        ? Stream.of(encrypt.how())
        : Stream.of();
  }

  /** Without what may be skipped. */
  private static List<Node> sure(List<Node> nodes) {
    return nodes.stream()
        .filter(node -> node.when() instanceof Guard.Decided decided && decided.runs())
        .map(Foresight::sure)
        .toList();
  }

  private static Node sure(Node node) {
    return switch (node) {
      case Node.Step step -> step;
      case Node.Group g -> new Node.Group(g.id(), g.when(), sure(g.nodes()));
      case Node.Parallel p ->
          new Node.Parallel(p.id(), p.when(), p.max(), p.failFast(), sure(p.nodes()));
    };
  }

  /** A program may do anything, and what is started may be the very thing to read. */
  private static boolean changesTheWorld(Op op) {
    return op instanceof Op.Run
        || op instanceof Op.Call
        || (op instanceof Op.Change change && change.verb() == Op.Verb.START);
  }

  private void demand(Op op, Node.Step step) {
    if (op instanceof Op.Stream stream
        && stream.from() instanceof Op.Producer.From from
        && program.resources().containsKey(from.on())) {
      try {
        program.resource(from.on()).foresee(from.request(), tools);
      } catch (Failure failure) {
        if (!failure.isTransient() || step.retry().max() == 0) {
          throw failure;
        }
      }
    }
  }

  private static List<Op> flat(List<Op> ops) {
    return ops.stream().flatMap(Foresight::flat).toList();
  }

  private static Stream<Op> flat(Op op) {
    return switch (op) {
      case Op.Hold hold -> hold.body().stream().flatMap(Foresight::flat);
      case Op.Together together -> together.ops().stream().flatMap(Foresight::flat);
      default -> Stream.of(op);
    };
  }
}
