package io.backstay.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExplanationTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("\\n\\n    # wrong\\n((?:    .*\\n)+?)    # right\\n((?:    .*\\n)+)\\n");

  @ParameterizedTest
  @EnumSource
  void everyCodeIsExplained(ProblemCode code) {
    String body = Explanation.of(code).body();

    assertThat(body).isNotBlank();
    assertThat(Explanation.of(code).markdown())
        .startsWith("## " + code + "\n\n**")
        .contains(code.title().substring(1) + ".**\n\n")
        .endsWith(body + "\n");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "[EW].*")
  void whatIsWrongWithAPlanIsShownWrongAndRight(ProblemCode code) {
    Matcher example = EXAMPLE.matcher(Explanation.of(code).body());

    assertThat(example.find()).isTrue();
    assertThatCode(() -> YamlTree.read(new SourceText("right", example.group(2).indent(-4))))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "[PR].*")
  void whatHappenedSaysWhatToDo(ProblemCode code) {
    assertThat(Explanation.of(code).body()).contains("\n\nWhat to do: ");
  }

  @Test
  void nothingElseIsExplained() {
    Set<String> codes =
        Arrays.stream(ProblemCode.values())
            .map(Enum::name)
            .collect(Collectors.toCollection(TreeSet::new));

    Set<String> explained =
        Arrays.stream(ProblemCode.values())
            .map(Explanation::file)
            .distinct()
            .flatMap(file -> Explanation.sections(file).keySet().stream())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(explained).isEqualTo(codes);
  }

  @Test
  void codesAreFoundByName() {
    assertThat(ProblemCode.of("E201")).contains(ProblemCode.E201);
    assertThat(ProblemCode.of("E999")).isEmpty();
    assertThat(ProblemCode.W203.severity()).isEqualTo(Severity.WARNING);
    assertThat(ProblemCode.R501.severity()).isEqualTo(Severity.ERROR);
  }
}
