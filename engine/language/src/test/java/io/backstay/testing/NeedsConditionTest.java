package io.backstay.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;

class NeedsConditionTest {

  @Test
  void aMissingCapabilitySkipsAndSaysWhy() {
    ConditionEvaluationResult result =
        NeedsCondition.judge(List.of("root", "docker"), "strace", NeedsConditionTest::noEngine);

    assertThat(result.isDisabled()).isTrue();
    assertThat(result.getReason()).contains("needs docker: no socket");
  }

  @Test
  void aMissingCapabilityThatIsRequiredFails() {
    assertThatThrownBy(
            () ->
                NeedsCondition.judge(
                    List.of("docker"), "root, docker", NeedsConditionTest::noEngine))
        .hasMessage("docker is required here and missing: no socket");
  }

  @Test
  void whatIsThereRuns() {
    assertThat(
            NeedsCondition.judge(List.of("root"), null, NeedsConditionTest::noEngine).isDisabled())
        .isFalse();
  }

  @Test
  void aNameNobodyKnowsIsAMistakeInTheTest() {
    assertThatThrownBy(
            () -> NeedsCondition.judge(List.of("dokcer"), null, NeedsConditionTest::noEngine))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String noEngine(Capability capability) {
    return capability == Capability.DOCKER ? "no socket" : "";
  }
}
