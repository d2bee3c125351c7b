package io.backstay.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.spi.Artifacts;
import io.backstay.spi.Op;
import io.backstay.spi.Op.Movement.Fetch;
import io.backstay.spi.Ref;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FetchFusionTest {
  private static final Ref TREE = new Ref(Ref.Kind.SOURCE, "tree");
  private static final Artifacts ARCHIVE = new Artifacts("tree.tar.zst");
  private static final Node.Step FETCH =
      step("fetch", Guard.ALWAYS, new Op.Transfer(new Fetch(List.of(Artifacts.ALL), true)));
  private static final Op OWE = new Op.Owe(TREE, "discard-incoming", List.of(), null, Op.AtEnd.PAY);
  private static final Op UNPACK =
      new Op.Stream(new Op.Producer.Artifact(ARCHIVE), new Op.Drain.ToTrees(Map.of("*", TREE)));
  private static final Node.Step UNTAR = step("untar", Guard.ALWAYS, OWE, UNPACK);
  private static final Node.Step STOP =
      step("stop", Guard.ALWAYS, new Op.Change(TREE, Op.Verb.STOP, () -> "stopped"));

  private static Node.Step step(String id, Guard when, Op... ops) {
    return step(id, when, Node.OnError.FAIL, new Late.Known<>(List.of(ops)));
  }

  private static Node.Step step(String id, Guard when, Node.OnError onError, Late<List<Op>> ops) {
    Node.Where where = new Node.Where("tree.restore.yaml", 1, 1, "steps[0]");
    return new Node.Step(id, "exec", id, when, null, Node.Retry.NEVER, onError, where, ops);
  }

  /** What the first step of these leaves to the next. */
  private static List<Artifacts> left(Node... nodes) {
    Node.Step first = Node.steps(FetchFusion.fuse(List.of(nodes))).getFirst();
    return first.ops().preview().getFirst() instanceof Op.Transfer(Fetch fetch)
        ? fetch.unpackedNext()
        : List.of();
  }

  @Test
  void whatTheNextStepUnpacksIsReadThere() {
    assertThat(left(FETCH, UNTAR)).containsExactly(ARCHIVE);
    assertThat(left(new Node.Group("both", Guard.ALWAYS, List.of(FETCH, UNTAR))))
        .containsExactly(ARCHIVE);
  }

  @Test
  void whatIsLoadedBesideIsReadThereAlthoughAPlaceIsMadeForItFirst() {
    Op look = new Op.Observe(TREE, () -> "looks", null);
    Node.Step make =
        step("make", Guard.ALWAYS, look, OWE, new Op.Change(TREE, Op.Verb.CREATE, () -> "made"));
    Op into = stream(new Op.Drain.Into(TREE, () -> "loaded"));
    Node.Step load = step("load", Guard.ALWAYS, look, OWE, into);

    assertThat(left(FETCH, make, load)).containsExactly(ARCHIVE);
    assertThat(left(FETCH, make)).isEmpty();
    assertThat(left(FETCH, make, STOP, load)).isEmpty();
    assertThat(left(FETCH, step("make", new Guard.Decided("no", false), OWE), STOP)).isEmpty();
  }

  private static Op stream(Op.Drain to) {
    return new Op.Stream(new Op.Producer.Artifact(ARCHIVE), to);
  }

  @Test
  void nothingIsLeftWhereSomethingIsTouchedBefore() {
    assertThat(left(FETCH)).isEmpty();
    assertThat(left(FETCH, STOP, UNTAR)).isEmpty();
    assertThat(left(FETCH, step("both", Guard.ALWAYS, STOP.ops().preview().getFirst(), UNPACK)))
        .isEmpty();
    assertThat(left(FETCH, new Node.Parallel("at-once", Guard.ALWAYS, 2, true, List.of(UNTAR))))
        .isEmpty();
    assertThat(left(new Node.Parallel("at-once", Guard.ALWAYS, 2, true, List.of(FETCH, UNTAR))))
        .isEmpty();
  }

  @Test
  void nothingIsLeftToAStepThatMayNotRunOrMayFail() {
    assertThat(left(FETCH, step("untar", new Guard.Decided("no", false), OWE, UNPACK))).isEmpty();
    assertThat(left(FETCH, step("untar", new Guard.Open("later", s -> true), OWE, UNPACK)))
        .isEmpty();
    assertThat(left(FETCH, step("untar", Guard.ALWAYS, Node.OnError.WARN, UNTAR.ops()))).isEmpty();
    Late<List<Op>> late = new Late.Unknown<>(List.of(OWE, UNPACK), s -> List.of(OWE, UNPACK));
    assertThat(left(FETCH, step("untar", Guard.ALWAYS, Node.OnError.FAIL, late))).isEmpty();
  }
}
