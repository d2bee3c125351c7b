package io.backstay.connectors.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.expr.Percent;
import io.backstay.spi.CheckWorld.Drilled;
import io.backstay.spi.CheckWorld.Ended;
import io.backstay.spi.Refusal;
import io.backstay.spi.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunChecksTest {
  private static final Duration MONTH = Duration.ofDays(30);

  @TempDir Path directory;

  private OneSet after(List<String> endings) {
    OneSet world = new OneSet(directory);
    Instant now = world.clock().instant();
    for (String ending : endings) {
      int age = world.runs.size() + 1;
      boolean succeeded = ending.equals("ok") || ending.equals("warned");
      world.runs.add(new Ended("run-" + age, now.minus(Duration.ofDays(age)), ending, succeeded));
    }
    return world;
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          -,              no run has ended yet
          ok,             -
          warned failed,  -
          failed ok ok,   ended failed
          interrupted ok, ended interrupted
          """)
  void theLastRunCounts(String endings, String wrong) {
    OneSet world = after(endings == null ? List.of() : List.of(endings.split(" ")));
    Verdict verdict =
        new LastRunCheck().check(new LastRunCheck.Params(LastRunCheck.Ending.SUCCEEDED), world);
    assertThat(verdict instanceof Verdict.NotPassed bad ? bad.summary() : "")
        .contains(wrong == null ? "" : wrong);
    assertThat(verdict instanceof Verdict.Passed).isEqualTo(wrong == null);
    Verdict any =
        new LastRunCheck().check(new LastRunCheck.Params(LastRunCheck.Ending.ENDED), world);
    assertThat(any instanceof Verdict.Passed).isEqualTo(endings != null);
  }

  /** Each as drill:verdict:age in days; a report that somebody has changed is marked. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          -,                              true,  no drill of this plan has ended yet
          weekly:passed:3,                true,  -
          weekly:passed:8,                true,  'was 8 d ago, at most 7 d is allowed'
          weekly:passed:-1,               true,  was in the future
          weekly:passed:1 yearly:passed:80, true, -
          weekly:passed:1 yearly:failed:80, true, 'the last one of drill `yearly`, id-80, ended failed'
          weekly:passed:1 yearly:failed:80, false, -
          weekly:not-started:8,           false, 'was 8 d ago'
          weekly:not-started:1,           true,  ended not started
          weekly:passed!:1,               true,  its report was changed
          """)
  void theLastOneOfEveryDrillCounts(String drills, boolean passed, String wrong) {
    OneSet world = new OneSet(directory);
    for (String drill : drills == null ? new String[0] : drills.split(" ")) {
      String[] parts = drill.split(":");
      Instant at = world.clock().instant().minus(Duration.ofDays(Long.parseLong(parts[2])));
      String verdict = parts[1].replace("!", "");
      world.drills.add(
          new Drilled(parts[0], "id-" + parts[2], at, verdict, parts[1].equals("passed")));
    }
    Verdict verdict =
        new LastDrillCheck().check(new LastDrillCheck.Params(Duration.ofDays(7), passed), world);
    assertThat(verdict instanceof Verdict.NotPassed bad ? bad.summary() : "")
        .contains(wrong == null ? "" : wrong);
    assertThat(verdict instanceof Verdict.Passed).isEqualTo(wrong == null);
  }

  /** Runs of the world are a day apart, the newest is one day old. */
  @ParameterizedTest
  @CsvSource({
    "ok ok ok failed,       25, 75, true",
    "ok ok ok failed,       24, 76, false",
    "failed ok ok ok,       25, 75, true",
    "failed failed,         99, 1,  false",
    "ok warned,             0, 100, true",
  })
  void runsAreCounted(String endings, int most, int least, boolean holds) {
    OneSet world = after(List.of(endings.split(" ")));
    Verdict failures =
        new FailureRateCheck()
            .check(new FailureRateCheck.Params(Percent.hundredths(most), MONTH), world);
    Verdict successes =
        new SuccessRateCheck()
            .check(new SuccessRateCheck.Params(Percent.hundredths(least), MONTH), world);
    assertThat(failures instanceof Verdict.Passed).isEqualTo(holds);
    assertThat(successes instanceof Verdict.Passed).isEqualTo(holds);
  }

  @Test
  void onlyRunsOfThatTimeCount() {
    OneSet world = after(List.of("ok", "failed", "failed"));
    FailureRateCheck.Params params =
        new FailureRateCheck.Params(Percent.hundredths(0), Duration.ofHours(36));
    assertThat(new FailureRateCheck().check(params, world)).isInstanceOf(Verdict.Passed.class);
    FailureRateCheck.Params hour =
        new FailureRateCheck.Params(Percent.hundredths(0), Duration.ofHours(1));
    assertThat(new FailureRateCheck().check(hour, world)).isInstanceOf(Verdict.NotApplicable.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {101, 900})
  void moreThanAllIsRefused(int percent) {
    assertThatThrownBy(() -> new FailureRateCheck.Params(Percent.hundredths(percent), MONTH))
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(
            () -> new SuccessRateCheck.Params(Percent.hundredths(90), Duration.ofDays(-1)))
        .isInstanceOf(Refusal.class);
  }
}
