package io.backstay.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.program.Guard;
import io.backstay.program.Node;
import io.backstay.run.ProbeCheck.Finds;
import io.backstay.run.StepOutcome.Succeeded;
import io.backstay.run.Thing.How;
import io.backstay.spi.CheckUse.Severity;
import io.backstay.spi.Op;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CheckStepsTest {
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

  private static StepOutcome outcome(RunRecord record, String step) {
    return Objects.requireNonNull(Objects.requireNonNull(record.steps().get(step)).outcome());
  }

  @ParameterizedTest
  @EnumSource
  void checksDecideByTheirSeverity(Finds finds) {
    RunRecord record =
        run(step("v", ProbeCheck.check("it", finds, Severity.CRITICAL), Thing.act("v", How.WELL)));
    boolean good = finds == Finds.GOOD;
    assertThat(record.state()).isEqualTo(good ? RunState.OK : RunState.UNPROVEN);
    assertThat(thing.done()).hasSize(good ? 1 : 0);
    assertThat(record.checks()).hasSize(1);
  }

  @Test
  void allChecksBesideEachOtherAreMade() {
    RunRecord record =
        run(
            step(
                "v",
                ProbeCheck.check("one", Finds.BAD, Severity.CRITICAL),
                ProbeCheck.check("two", Finds.GOOD, Severity.CRITICAL),
                ProbeCheck.check("three", Finds.BAD, Severity.WARN),
                ProbeCheck.check("four", Finds.NO_WAY, Severity.CRITICAL)));
    assertThat(record.checks())
        .extracting(RunEvent.CheckMade::result)
        .containsExactly("not-passed", "passed", "warned", "not-passed");
    assertThat(Objects.requireNonNull(record.cause()).message())
        .isEqualTo("one: it is bad (and 1 more check did not pass)");
  }

  @Test
  void aCheckThatOnlyWarnsWarns() {
    RunRecord record = run(step("v", ProbeCheck.check("it", Finds.BAD, Severity.WARN)));
    assertThat(record.state()).isEqualTo(RunState.WARNED);
    assertThat(outcome(record, "v"))
        .isInstanceOfSatisfying(
            Succeeded.class, done -> assertThat(done.warnings()).containsExactly("it: it is bad"));
  }

  @Test
  void aCheckWithTimeIsMadeAgainUntilItPasses() {
    RunRecord record =
        run(
            step(
                "v",
                new Op.Check(
                    ProbeCheck.use(
                        "it", Finds.GOOD_IN_THE_END, Severity.CRITICAL, Duration.ofMinutes(1)),
                    null)));
    assertThat(record.state()).isEqualTo(RunState.OK);
    assertThat(record.checks()).hasSize(1);
  }

  @Test
  void aCheckWithTimeStopsWhenTimeIsUp() {
    RunRecord record =
        run(
            step(
                "v",
                new Op.Check(
                    ProbeCheck.use("it", Finds.BAD, Severity.CRITICAL, Duration.ofMillis(300)),
                    null)));
    assertThat(record.state()).isEqualTo(RunState.UNPROVEN);
  }
}
