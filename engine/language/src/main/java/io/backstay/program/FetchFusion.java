package io.backstay.program;

import io.backstay.spi.Artifacts;
import io.backstay.spi.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Spares reading an archive twice when the step right after a {@code fetch} unpacks it: that proves
 * every member on the way, and beside what is there. With anything between the two the archive is
 * read to its end first, because a damaged one must be found before anything is touched.
 */
final class FetchFusion {
  private FetchFusion() {}

  static List<Node> fuse(List<Node> nodes) {
    List<Node> fused = new ArrayList<>();
    for (int at = 0; at < nodes.size(); at++) {
      Node next = at + 1 < nodes.size() ? nodes.get(at + 1) : nodes.get(at);
      fused.add(fuse(nodes.get(at), next));
    }
    return List.copyOf(fused);
  }

  private static Node fuse(Node node, Node next) {
    return switch (node) {
      case Node.Group group -> new Node.Group(group.id(), group.when(), fuse(group.nodes()));
      case Node.Parallel parallel -> parallel;
      case Node.Step step ->
          unpacked(next)
              .map(archive -> step.with(step.ops().map(ops -> fuse(ops, archive))))
              .orElse(step);
    };
  }

  private static List<Op> fuse(List<Op> ops, Artifacts unpacked) {
    return ops.stream().map(op -> fuse(op, unpacked)).toList();
  }

  private static Op fuse(Op op, Artifacts unpacked) {
    return op instanceof Op.Transfer(Op.Movement.Fetch(var which, var verify, var none))
        ? new Op.Transfer(new Op.Movement.Fetch(which, verify, List.of(unpacked)))
        : op;
  }

  /** The archive a step starts with to unpack, if it certainly does, and if the run ends if not. */
  private static Optional<Artifacts> unpacked(Node node) {
    return node instanceof Node.Step step
            && step.ops() instanceof Late.Known<List<Op>>(List<Op> ops)
            && Boolean.TRUE.equals(step.when().decided())
            && step.onError() == Node.OnError.FAIL
        ? ops.stream().filter(op -> !(op instanceof Op.Owe)).findFirst().flatMap(FetchFusion::from)
        : Optional.empty();
  }

  private static Optional<Artifacts> from(Op op) {
    return op instanceof Op.Stream(Op.Producer.Artifact(Artifacts archive), Op.Drain.ToTrees trees)
        ? Optional.of(archive)
        : Optional.empty();
  }
}
