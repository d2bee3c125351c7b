package io.backstay.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.backstay.program.Guard;
import io.backstay.program.Late;
import io.backstay.program.Node;
import io.backstay.program.Node.OnError;
import io.backstay.program.Node.Retry;
import io.backstay.run.ProbeCheck.Finds;
import io.backstay.run.RunEvent.StepRetried;
import io.backstay.run.StepOutcome.Failed;
import io.backstay.run.StepOutcome.Interrupted;
import io.backstay.run.StepOutcome.Skipped;
import io.backstay.run.StepOutcome.Succeeded;
import io.backstay.run.Thing.How;
import io.backstay.spi.CheckUse.Severity;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Op;
import io.backstay.spi.Op.AtEnd;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StepsTest {
  private static final Retry TWICE =
      new Retry(2, Duration.ofMillis(1), Duration.ofMillis(2), false);
  private static final Retry IF_PASSING =
      new Retry(2, Duration.ofMillis(1), Duration.ofMillis(2), true);

  @TempDir Path directory;
  private final Thing thing = new Thing();
  private Bench bench = new Bench(Path.of(""));

  @BeforeEach
  void bench() {
    bench = new Bench(directory);
    ProbeCheck.MADE.set(0);
  }

  private RunRecord run(Node... steps) {
    return bench.run(
        Programs.of("20260213_020000-0001", List.of(steps), List.of(), List.of(), thing));
  }

  private static Node.Step step(String id, Op... ops) {
    return Programs.step(id, Guard.ALWAYS, List.of(ops));
  }

  private static Node.Step step(String id, How how, Retry retry, OnError onError) {
    Node.Step step = step(id, Thing.act(id, how));
    return new Node.Step(
        id, "exec", id, step.when(), null, retry, onError, step.where(), step.ops());
  }

  private static StepOutcome outcome(RunRecord record, String step) {
    return Objects.requireNonNull(Objects.requireNonNull(record.steps().get(step)).outcome());
  }

  @Test
  void aStepThatFailedIsTriedAgain() {
    RunRecord record = run(step("a", How.BADLY_ONCE, TWICE, OnError.FAIL));
    assertThat(record.state()).isEqualTo(RunState.OK);
    assertThat(Objects.requireNonNull(record.steps().get("a")).attempts()).isEqualTo(2);
    assertThat(thing.done()).containsExactly("a", "a");
  }

  @Test
  void aStepIsNotTriedForEver() {
    RunRecord record = run(step("a", How.BADLY, TWICE, OnError.FAIL));
    assertThat(record.state()).isEqualTo(RunState.FAILED);
    assertThat(thing.done()).containsExactly("a", "a", "a");
    assertThat(bench.shown(StepRetried.class::isInstance)).hasSize(2);
    assertThat(Objects.requireNonNull(record.cause()).next()).isEqualTo("try something else");
  }

  @Test
  void onlyWhatMayPassIsTriedAgainWhenThePlanSaysSo() {
    run(step("a", How.BADLY, IF_PASSING, OnError.WARN));
    assertThat(thing.done()).containsExactly("a");
  }

  @Test
  void whatMayPassIsTriedAgain() {
    run(step("a", How.BADLY_FOR_NOW, IF_PASSING, OnError.FAIL));
    assertThat(thing.done()).containsExactly("a", "a", "a");
  }

  @Test
  void thePauseBetweenAttemptsEndsWhenTheRunIsStopped() throws Exception {
    Retry patient = new Retry(1, Duration.ofDays(1), Duration.ofDays(1), false);
    Thread stopper =
        Thread.ofPlatform()
            .start(
                () -> {
                  await().until(() -> !bench.shown(StepRetried.class::isInstance).isEmpty());
                  bench.stop.ask("SIGINT");
                });
    RunRecord record = run(step("a", How.BADLY, patient, OnError.FAIL));
    stopper.join();
    assertThat(record.state()).isEqualTo(RunState.CANCELLED);
    assertThat(outcome(record, "a")).isEqualTo(new Interrupted("SIGINT"));
  }

  @Test
  void aToleratedFailureWarns() {
    RunRecord record = run(step("a", How.BADLY, Retry.NEVER, OnError.WARN), step("b"));
    assertThat(record.state()).isEqualTo(RunState.WARNED);
    assertThat(outcome(record, "b")).isInstanceOf(Succeeded.class);
  }

  @Test
  void anIgnoredFailureIsNothing() {
    RunRecord record = run(step("a", How.BADLY, Retry.NEVER, OnError.IGNORE), step("b"));
    assertThat(record.state()).isEqualTo(RunState.OK);
    assertThat(outcome(record, "a")).isInstanceOf(Failed.class);
  }

  @Test
  void aStepThatDoesNotListenIsLeftBehindAndTheRestIsUndone() {
    Node.Step deaf = Programs.timed("a", List.of(Thing.act("a", How.DEAF)));
    RunRecord record = run(step("owes", Thing.owe("start", AtEnd.PAY)), deaf);
    assertThat(record.state()).isEqualTo(RunState.FAILED);
    assertThat(thing.done()).containsExactly("a", "pay start");
    assertThat(Objects.requireNonNull(record.cause()).message())
        .isEqualTo("it took longer than 500ms");
  }

  @Test
  void aBugIsToldAfterEverythingIsUndoneAndWrittenDown() {
    assertThatThrownBy(
            () -> run(step("a", Thing.owe("start", AtEnd.PAY), Thing.act("a", How.AS_A_BUG))))
        .hasRootCauseMessage("a bug in a");
    assertThat(thing.done()).containsExactly("a", "pay start");
    RunRecord record = new RunHistory(directory).find("20260213_020000-0001").orElseThrow();
    assertThat(record.state()).isEqualTo(RunState.FAILED);
    assertThat(record.open()).isEmpty();
  }

  @Test
  void whatAStepFindsOutDecidesAboutLaterOnes() {
    Guard didA = new Guard.Open("steps.a.did == 'a'", steps -> facts(steps, "a").is("never"));
    Node.Step late =
        new Node.Step(
            "c",
            "exec",
            "c",
            Guard.ALWAYS,
            null,
            Retry.NEVER,
            OnError.FAIL,
            new Node.Where("x", 1, 1, ""),
            new Late.Unknown<>(
                List.of(), s -> List.of(Thing.act("after-" + text(s, "a"), How.WELL))));
    RunRecord record =
        run(
            step("a", Thing.act("a", How.WELL)),
            Programs.step("b", didA, List.of(Thing.act("b", How.WELL))),
            late);
    assertThat(thing.done()).containsExactly("a", "after-a");
    assertThat(outcome(record, "b")).isEqualTo(new Skipped("`steps.a.did == 'a'` is false"));
  }

  private static Facts facts(Map<String, Facts> steps, String id) {
    return Objects.requireNonNull(steps.get(id));
  }

  private static String text(Map<String, Facts> steps, String id) {
    return facts(steps, id).text("did").orElseThrow();
  }

  @Test
  void aSkippedGroupSkipsEverythingInIt() {
    Node inner = new Node.Parallel("p", Guard.ALWAYS, 2, true, List.of(step("b"), step("c")));
    Node group =
        new Node.Group("g", new Guard.Decided("vars.on", false), List.of(step("a"), inner));
    RunRecord record = run(group, step("d"));
    assertThat(record.state()).isEqualTo(RunState.OK);
    assertThat(List.of("a", "b", "c"))
        .allSatisfy(
            id -> assertThat(outcome(record, id)).isEqualTo(new Skipped("`vars.on` is false")));
  }

  @Test
  void aConditionThatCannotBeDecidedFailsTheRun() {
    Guard broken =
        new Guard.Open(
            "x",
            steps -> {
              throw Failure.of("R520", "`steps.z` did not run");
            });
    RunRecord record = run(Programs.step("a", broken, List.of()), step("b"));
    assertThat(record.state()).isEqualTo(RunState.FAILED);
    assertThat(record.steps()).isEmpty();
    assertThat(Objects.requireNonNull(record.cause()).message()).contains("`steps.z`");
  }

  @Test
  void branchesThatDoNotFailFastAreAllFinished() {
    Node both =
        new Node.Parallel(
            "p",
            Guard.ALWAYS,
            1,
            false,
            List.of(
                new Node.Group(
                    "g", Guard.ALWAYS, List.of(step("a", Thing.act("a", How.BADLY)), step("b"))),
                step("c", Thing.act("c", How.WELL))));
    RunRecord record = run(both, step("d"));
    assertThat(record.state()).isEqualTo(RunState.FAILED);
    assertThat(record.steps().keySet()).containsExactlyInAnyOrder("a", "c");
    assertThat(thing.done()).containsExactlyInAnyOrder("a", "c");
  }

  @Test
  void aRunThatTakesTooLongFails() {
    var program =
        Programs.of(
            "20260213_020000-0001",
            List.of(step("a", Thing.act("a", How.NEVER_ENDING))),
            List.of(),
            List.of(step("z", Thing.act("z", How.WELL))),
            thing);
    RunRecord record = bench.run(Programs.limited(program, Duration.ofMillis(300)));
    assertThat(record.state()).isEqualTo(RunState.FAILED);
    assertThat(Objects.requireNonNull(record.cause()).message())
        .isEqualTo("the run took longer than 300ms");
    assertThat(thing.done()).containsExactly("a", "z");
  }

  @Test
  void preflightThatDoesNotPassBlocksEverything() {
    var program =
        Programs.of(
            "20260213_020000-0001",
            List.of(step("a", Thing.act("a", How.WELL))),
            List.of(step("f", Thing.act("f", How.WELL))),
            List.of(step("z", Thing.act("z", How.WELL))),
            thing);
    RunRecord record =
        bench.run(
            Programs.preflight(program, ProbeCheck.use("it", Finds.BAD, Severity.CRITICAL, null)));
    assertThat(record.state()).isEqualTo(RunState.BLOCKED);
    assertThat(thing.done()).isEmpty();
    assertThat(record.steps()).isEmpty();
  }

  @Test
  void preflightThatWarnsWarns() {
    var program =
        Programs.of("20260213_020000-0001", List.of(step("a")), List.of(), List.of(), thing);
    RunRecord record =
        bench.run(
            Programs.preflight(program, ProbeCheck.use("it", Finds.BAD, Severity.WARN, null)));
    assertThat(record.state()).isEqualTo(RunState.WARNED);
  }
}
