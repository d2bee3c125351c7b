package io.backstay.program;

import io.backstay.spi.Artifacts;
import io.backstay.spi.Op;
import io.backstay.spi.Op.Drain.ToArtifact;
import io.backstay.spi.Op.Movement.Encrypt;
import io.backstay.spi.Sealing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets artifacts be encrypted in the pass that makes them, so that they are never on a disk in
 * clear. Only where an {@code encrypt} is sure to follow, and nothing in between reads, or sends
 * away, what is staged: there the plan wants it as it is.
 */
final class SealFusion {
  private final Set<Sealing> inPass = new HashSet<>();

  private SealFusion() {}

  static List<Node> fuse(List<Node> nodes) {
    SealFusion fusion = new SealFusion();
    List<Node> sealed = fusion.nodes(nodes, null);
    return fusion.inPass.isEmpty() ? nodes : sealed.stream().map(fusion::told).toList();
  }

  /** Fuses from behind, so that what comes is known. */
  private List<Node> nodes(List<Node> nodes, @Nullable Encrypt coming) {
    List<Node> fused = new ArrayList<>();
    Encrypt next = coming;
    for (int at = nodes.size() - 1; at >= 0; at--) {
      Node node = nodes.get(at);
      fused.add(node(node, next));
      Encrypt certain = certain(node);
      next = certain != null ? certain : leavesStagedAlone(node) ? next : null;
    }
    Collections.reverse(fused);
    return fused;
  }

  private Node node(Node node, @Nullable Encrypt coming) {
    return switch (node) {
      case Node.Group group ->
          new Node.Group(group.id(), group.when(), nodes(group.nodes(), coming));
      case Node.Parallel p ->
          new Node.Parallel(
              p.id(),
              p.when(),
              p.max(),
              p.failFast(),
              p.nodes().stream().map(each -> node(each, leftAlone(p) ? coming : null)).toList());
      case Node.Step step ->
          coming == null ? step : step.with(step.ops().map(ops -> ops(ops, coming)));
    };
  }

  /** Beside each other, one branch may read what another one makes. */
  private static boolean leftAlone(Node.Parallel parallel) {
    return parallel.nodes().stream().allMatch(SealFusion::leavesStagedAlone);
  }

  private List<Op> ops(List<Op> ops, Encrypt coming) {
    return ops.stream().map(op -> op(op, coming)).toList();
  }

  private Op op(Op op, Encrypt coming) {
    return switch (op) {
      case Op.Hold hold -> new Op.Hold(hold.on(), hold.request(), ops(hold.body(), coming));
      case Op.Together together -> new Op.Together(ops(together.ops(), coming));
      case Op.Stream(Op.Producer from, ToArtifact to)
          when Artifacts.mean(coming.artifacts(), to.name()) -> {
        inPass.add(coming.how());
        yield new Op.Stream(
            from, new ToArtifact(to.name(), to.codec(), to.digests(), coming.how()));
      }
      default -> op;
    };
  }

  /** The encryption a step certainly comes to, if it does nothing else. */
  private static @Nullable Encrypt certain(Node node) {
    return node instanceof Node.Step step
            && step.ops() instanceof Late.Known<List<Op>>(List<Op> ops)
            && Boolean.TRUE.equals(step.when().decided())
            && ops.size() == 1
            && ops.getFirst() instanceof Op.Transfer(Encrypt encrypt)
        ? encrypt
        : null;
  }

  private static boolean leavesStagedAlone(Node node) {
    return Node.steps(List.of(node)).stream()
        .flatMap(step -> Effects.flat(step.ops().preview()))
        .noneMatch(SealFusion::usesStaged);
  }

  private static boolean usesStaged(Op op) {
    return switch (op) {
      case Op.Check check -> true;
      case Op.Transfer transfer -> true;
      case Op.Call call -> true;
      case Op.Stream stream -> stream.from() instanceof Op.Producer.Artifact;
      case Op.Observe observe -> false;
      case Op.Hold hold -> false;
      case Op.Together together -> false;
      case Op.Run run -> false;
      case Op.Change change -> false;
      case Op.Owe owe -> false;
      case Op.Settle settle -> false;
    };
  }

  /** The same where an encryption says that it has been done when it comes. */
  private Node told(Node node) {
    return switch (node) {
      case Node.Group g ->
          new Node.Group(g.id(), g.when(), g.nodes().stream().map(this::told).toList());
      case Node.Parallel p ->
          new Node.Parallel(
              p.id(), p.when(), p.max(), p.failFast(), p.nodes().stream().map(this::told).toList());
      case Node.Step step -> step.with(step.ops().map(this::told));
    };
  }

  private List<Op> told(List<Op> ops) {
    return ops.stream().map(this::told).toList();
  }

  private Op told(Op op) {
    return op instanceof Op.Transfer(Encrypt(Sealing how, var artifacts, boolean before))
        ? new Op.Transfer(new Encrypt(how, artifacts, before || inPass.contains(how)))
        : op;
  }
}
