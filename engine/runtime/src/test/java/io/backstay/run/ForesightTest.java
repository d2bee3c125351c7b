package io.backstay.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.program.Guard;
import io.backstay.program.Node;
import io.backstay.spi.Op;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ForesightTest {
  private static final Guard NEVER = new Guard.Decided("${vars.deep}", false);
  private static final Guard PERHAPS = new Guard.Open("${steps.a.changed}", steps -> false);

  @TempDir Path directory;
  private final Thing thing = new Thing();
  private final Spring spring = new Spring();

  private RunRecord run(Node... steps) {
    return new Bench(directory)
        .run(
            Programs.of(
                "20260213_020000-0001", List.of(steps), List.of(), List.of(), thing, spring));
  }

  private static Op reads(String what) {
    return new Op.Stream(
        new Op.Producer.From(Spring.REF, new Spring.Ask(what)),
        new Op.Drain.ToArtifact("water.txt", Op.Codec.NONE, Set.of()));
  }

  private static Node.Step step(String id, Guard when, Op... ops) {
    return Programs.step(id, when, List.of(ops));
  }

  private static final Op ACT = Thing.act("acted", Thing.How.WELL);

  @Test
  void nothingIsBegunForWhatCannotBeRead() {
    Op held = new Op.Hold(Spring.REF, new Spring.Ask("all"), List.of(reads("dry")));
    Node deep = new Node.Group("g", Guard.ALWAYS, List.of(step("b", Guard.ALWAYS, held)));
    Node wide = new Node.Parallel("p", Guard.ALWAYS, 2, true, List.of(deep));

    RunRecord record = run(step("a", Guard.ALWAYS, new Op.Together(List.of(reads("all")))), wide);

    assertThat(record.state()).isEqualTo(RunState.BLOCKED);
    assertThat(Objects.requireNonNull(record.cause()).message()).contains("the spring is dry");
    assertThat(spring.foreseen).containsExactly("all", "dry");
    assertThat(spring.acts).isEmpty();
    assertThat(record.steps()).isEmpty();
  }

  @Test
  void whatMayNotComeIsNotAskedFor() {
    run(
        step("a", NEVER, reads("dry")),
        new Node.Group("g", PERHAPS, List.of(step("b", Guard.ALWAYS, reads("dry")))));

    assertThat(spring.foreseen).isEmpty();
  }

  @Test
  void whatMayHavePassedByThenIsLeftToTheStep() {
    RunRecord record = run(Programs.retried(step("a", Guard.ALWAYS, reads("away"))));

    assertThat(record.state()).isEqualTo(RunState.OK);
  }

  @Test
  void aStepThatTriesOnceIsNotBegunForIt() {
    assertThat(run(step("a", Guard.ALWAYS, reads("away"))).state()).isEqualTo(RunState.BLOCKED);
  }

  @Test
  void afterAStepThatMayChangeAnythingNothingIsForeseen() {
    run(step("a", Guard.ALWAYS, ACT), step("b", Guard.ALWAYS, reads("dry")));

    assertThat(spring.foreseen).isEmpty();
    assertThat(thing.done()).containsExactly("acted");
  }
}
