package io.backstay.run.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.program.Guard;
import io.backstay.program.Node;
import io.backstay.run.Programs;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RoutesAsYamlTest {
  @Test
  void sequenceChoiceAndParallelAreShown() {
    Node a = Programs.step("a", Guard.ALWAYS);
    Node b = Programs.step("b", new Guard.Open("steps.a.x == '{{plan text}}'", steps -> true));
    Node both = new Node.Parallel("p", Guard.ALWAYS, 2, true, List.of(a, b));
    String yaml = RoutesAsYaml.of(Programs.of(List.of(a, b, both)));
    assertThat(yaml)
        .contains("choice:", "multicast:", "parallelProcessing: true", "step:0")
        .doesNotContain("plan text");
  }
}
