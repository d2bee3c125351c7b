package io.backstay.program;

import io.backstay.spi.Digests;
import io.backstay.spi.Op;
import io.backstay.spi.Op.Drain.ToArtifact;
import io.backstay.spi.Ref;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The whole-program pass that spares reading anything twice: digests a later step asks for are
 * taken by the streams that make the artifacts.
 */
final class Fusion {
  private final List<Digests> asked = new ArrayList<>();

  private Fusion(List<Node> nodes) {
    nodes.forEach(this::collect);
  }

  static List<Node> fuse(List<Node> nodes) {
    Fusion fusion = new Fusion(nodes);
    return fusion.asked.isEmpty() ? nodes : fusion.nodes(nodes);
  }

  private void collect(Node node) {
    switch (node) {
      case Node.Group group -> group.nodes().forEach(this::collect);
      case Node.Parallel parallel -> parallel.nodes().forEach(this::collect);
      case Node.Step step ->
          Effects.flat(step.ops().preview())
              .filter(op -> op instanceof Op.Observe o && o.on().equals(Ref.SET))
              .map(op -> ((Op.Observe) op).request())
              .filter(Digests.class::isInstance)
              .forEach(request -> asked.add((Digests) request));
    }
  }

  private List<Node> nodes(List<Node> nodes) {
    return nodes.stream().map(this::node).toList();
  }

  private Node node(Node node) {
    return switch (node) {
      case Node.Group g -> new Node.Group(g.id(), g.when(), nodes(g.nodes()));
      case Node.Parallel p ->
          new Node.Parallel(p.id(), p.when(), p.max(), p.failFast(), nodes(p.nodes()));
      case Node.Step step -> step.with(step.ops().map(this::ops));
    };
  }

  private List<Op> ops(List<Op> ops) {
    return ops.stream().map(this::op).toList();
  }

  private Op op(Op op) {
    return switch (op) {
      case Op.Hold hold -> new Op.Hold(hold.on(), hold.request(), ops(hold.body()));
      case Op.Together together -> new Op.Together(ops(together.ops()));
      case Op.Stream(Op.Producer from, ToArtifact to) -> new Op.Stream(from, fused(to));
      default -> op;
    };
  }

  private ToArtifact fused(ToArtifact to) {
    Set<String> digests = new HashSet<>(to.digests());
    for (Digests request : asked) {
      if (request.artifacts().matches(to.name())) {
        digests.addAll(request.algorithms());
      }
    }
    digests.remove("sha256"); // always taken
    return new ToArtifact(to.name(), to.codec(), Set.copyOf(digests), to.sealing());
  }
}
