package io.backstay.run.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.program.Guard;
import io.backstay.program.Node;
import io.backstay.program.Program;
import io.backstay.run.Programs;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class RouteMachineTest {
  private final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();

  /** Writes down what the routes ask of it. */
  private final class Recording implements Steps {
    private final String scope;
    private final Consumer<String> work;

    Recording(String scope, Consumer<String> work) {
      this.scope = scope;
      this.work = work;
    }

    @Override
    public boolean enters(Node node) {
      seen.add(scope + "?" + node.id());
      return node.when().at(Map.of());
    }

    @Override
    public void run(Node.Step step) {
      work.accept(step.id());
      seen.add(scope + step.id());
    }

    @Override
    public Steps fork(Node.Parallel parallel) {
      seen.add(scope + "<" + parallel.id());
      return new Recording(scope + parallel.id() + "/", work);
    }

    @Override
    public Steps branch() {
      return new Recording(scope, work);
    }

    @Override
    public void join() {
      seen.add(scope + ">");
    }
  }

  private List<String> run(List<Node> nodes, Consumer<String> work) {
    try (RouteMachine machine = new RouteMachine(Programs.of(nodes))) {
      machine.steps(new Recording("", work));
    }
    return List.copyOf(seen);
  }

  private static Node step(String id) {
    return Programs.step(id, Guard.ALWAYS);
  }

  private static Node step(String id, boolean runs) {
    return Programs.step(id, new Guard.Open("maybe", steps -> runs));
  }

  @Test
  void stepsRunInOrder() {
    assertThat(run(List.of(step("a"), step("b"), step("c")), id -> {}))
        .containsExactly("a", "b", "c");
  }

  @Test
  void noStepsAreASequence() {
    assertThat(run(List.of(), id -> {})).isEmpty();
  }

  @Test
  void aConditionIsAskedWhenTheStepIsReached() {
    assertThat(run(List.of(step("a"), step("b", true), step("c", false), step("d")), id -> {}))
        .containsExactly("a", "?b", "b", "?c", "d");
  }

  @Test
  void aConditionThatFailedBeforeTheRunIsAskedToo() {
    Node never = Programs.step("a", new Guard.Decided("no", false));
    assertThat(run(List.of(never, step("b")), id -> {})).containsExactly("?a", "b");
  }

  @Test
  void groupsRunAsOneAndUnderOneCondition() {
    Node in = new Node.Group("in", new Guard.Open("x", s -> true), List.of(step("b"), step("c")));
    Node out = new Node.Group("out", new Guard.Open("x", s -> false), List.of(step("d")));
    Node always = new Node.Group("always", Guard.ALWAYS, List.of(step("e", true)));
    assertThat(run(List.of(step("a"), in, out, always), id -> {}))
        .containsExactly("a", "?in", "b", "c", "?out", "?e", "e");
  }

  @Test
  void parallelStepsRunAtTheSameTimeAndAreWaitedFor() {
    CyclicBarrier all = new CyclicBarrier(3);
    Node parallel =
        new Node.Parallel(
            "p", Guard.ALWAYS, 3, true, List.of(step("a"), step("b"), step("c", true)));
    List<String> order = run(List.of(step("before"), parallel, step("after")), await(all, "abc"));
    assertThat(order).startsWith("before", "<p").endsWith("p/>", "after");
    assertThat(order).contains("p/a", "p/b", "p/?c", "p/c").hasSize(8);
  }

  @Test
  void parallelInsideParallelDoesNotLockUpAndKeepsToItsBound() {
    CyclicBarrier all = new CyclicBarrier(2);
    Node inner = new Node.Parallel("q", Guard.ALWAYS, 2, true, List.of(step("a"), step("b")));
    Node group = new Node.Group("g", Guard.ALWAYS, List.of(step("x"), inner, step("y")));
    Node outer =
        new Node.Parallel("p", new Guard.Open("", s -> true), 1, true, List.of(group, step("z")));
    assertThat(run(List.of(outer, step("after")), await(all, "ab")))
        .startsWith("?p", "<p", "p/x", "p/<q")
        .endsWith("p/q/>", "p/y", "p/z", "p/>", "after")
        .contains("p/q/a", "p/q/b");
  }

  private static Consumer<String> await(CyclicBarrier barrier, String who) {
    return id -> {
      if (who.contains(id)) {
        try {
          barrier.await();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }

  @Test
  void nothingAtTheSameTimeIsNothing() {
    Node empty = new Node.Parallel("p", Guard.ALWAYS, 1, true, List.of());
    assertThat(run(List.of(step("a"), empty, step("b")), id -> {})).containsExactly("a", "b");
  }

  @Test
  void noMoreRunAtATimeThanAllowed() {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Node> ten = "abcdefghij".chars().mapToObj(c -> step("" + (char) c)).toList();
    run(
        List.of(new Node.Parallel("p", Guard.ALWAYS, 2, false, ten)),
        id -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          Thread.onSpinWait();
          now.decrementAndGet();
        });
    assertThat(most.get()).isLessThanOrEqualTo(2);
    assertThat(seen).hasSize(12);
  }

  @Test
  void aBugEndsTheSequenceAndIsThrown() {
    RuntimeException bug = new IllegalStateException("bug");
    assertThatThrownBy(() -> run(List.of(step("a"), step("b"), step("c")), failing("b", bug)))
        .isSameAs(bug);
    assertThat(seen).containsExactly("a");
  }

  @Test
  void aBugInOneBranchIsThrownWhenAllAreOver() {
    RuntimeException bug = new IllegalStateException("bug");
    Node parallel =
        new Node.Parallel("p", Guard.ALWAYS, 3, true, List.of(step("a"), step("b"), step("c")));
    assertThatThrownBy(() -> run(List.of(parallel, step("d")), failing("b", bug))).isSameAs(bug);
    assertThat(seen).contains("p/a", "p/c").doesNotContain("d");
  }

  private static Consumer<String> failing(String who, RuntimeException bug) {
    return id -> {
      if (id.equals(who)) {
        throw bug;
      }
    };
  }

  @Test
  void theThreeSequencesOfAProgramAreSeparate() {
    Program program = Programs.of(List.of(step("a")), List.of(step("b")), List.of(step("c")));
    try (RouteMachine machine = new RouteMachine(program)) {
      machine.finallySteps(new Recording("", id -> {}));
      machine.onFailure(new Recording("", id -> {}));
      machine.steps(new Recording("", id -> {}));
    }
    assertThat(seen).containsExactly("c", "b", "a");
  }

  @Test
  void oneMachineRunsASequenceAgain() {
    try (RouteMachine machine = new RouteMachine(Programs.of(List.of(step("a"))))) {
      machine.steps(new Recording("1", id -> {}));
      machine.steps(new Recording("2", id -> {}));
    }
    assertThat(seen).containsExactly("1a", "2a");
  }

  @Test
  void nothingOfAPlanStandsInARoute() {
    String hostile = "{{x}}${bean:y}?z=RAW(1)&direct:a";
    Node group =
        new Node.Group(hostile + 1, new Guard.Open(hostile, s -> true), List.of(step(hostile)));
    assertThat(run(List.of(group), id -> {})).containsExactly("?" + hostile + 1, hostile);
  }
}
