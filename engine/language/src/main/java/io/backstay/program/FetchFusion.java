package io.backstay.program;

import io.backstay.spi.Artifacts;
import io.backstay.spi.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Spares reading an archive or a dump twice when the step after a {@code fetch} unpacks or loads
 * it: that proves all of it on the way, and beside what is there. With anything between the two but
 * steps that only make something new, it is read to its end first, because a damaged one must be
 * found before anything is touched.
 */
final class FetchFusion {
  private FetchFusion() {}

  static List<Node> fuse(List<Node> nodes) {
    List<Node> fused = new ArrayList<>();
    for (int at = 0; at < nodes.size(); at++) {
      fused.add(fuse(nodes.get(at), nodes.subList(at + 1, nodes.size())));
    }
    return List.copyOf(fused);
  }

  private static Node fuse(Node node, List<Node> following) {
    return switch (node) {
      case Node.Group group -> new Node.Group(group.id(), group.when(), fuse(group.nodes()));
      case Node.Parallel parallel -> parallel;
      case Node.Step step ->
          readNext(following)
              .map(archive -> step.with(step.ops().map(ops -> fuse(ops, archive))))
              .orElse(step);
    };
  }

  private static List<Op> fuse(List<Op> ops, Artifacts read) {
    return ops.stream().map(op -> fuse(op, read)).toList();
  }

  private static Op fuse(Op op, Artifacts read) {
    return op
            instanceof Op.Transfer(Op.Movement.Fetch(var which, var verify, var none, var openers))
        ? new Op.Transfer(new Op.Movement.Fetch(which, verify, List.of(read), openers))
        : op;
  }

  /** What the steps that follow read before they touch anything, if they certainly do. */
  private static Optional<Artifacts> readNext(List<Node> following) {
    for (Node node : following) {
      List<Op> ops = certain(node);
      Optional<Artifacts> read = ops.stream().findFirst().flatMap(FetchFusion::from);
      if (read.isPresent()) {
        return read;
      }
      if (ops.isEmpty() || !ops.stream().allMatch(FetchFusion::onlyMakes)) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** What a step does, but for looking and owing, if it certainly does, and the run ends if not. */
  private static List<Op> certain(Node node) {
    return node instanceof Node.Step step
            && step.ops() instanceof Late.Known<List<Op>>(List<Op> ops)
            && Boolean.TRUE.equals(step.when().decided())
            && step.onError() == Node.OnError.FAIL
        ? ops.stream().filter(op -> !(op instanceof Op.Owe || op instanceof Op.Observe)).toList()
        : List.of();
  }

  private static boolean onlyMakes(Op op) {
    return op instanceof Op.Change change && change.verb() == Op.Verb.CREATE;
  }

  private static Optional<Artifacts> from(Op op) {
    return op instanceof Op.Stream(Op.Producer.Artifact(Artifacts name, var dumpOf), Op.Drain to)
            && !(to instanceof Op.Drain.ToArtifact)
        ? Optional.of(name)
        : Optional.empty();
  }
}
