package io.backstay.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProblemTextTest {
  private static final SourceText SOURCE = new SourceText("f", "a: 😀 b\nc: d\n" + "x".repeat(500));
  private static final Excerpts EXCERPTS = new Excerpts(Map.of("f", SOURCE));

  @Test
  void marksStandUnderTheirCharacters() {
    Problem problem =
        Problem.of(ProblemCode.E143, new Position("f", 1, 7, 1), "wrong")
            .label("here")
            .label(new Position("f", 1, 1, 1), "and here")
            .label(new Position("f", 2, 1, 0), "");

    assertThat(new ProblemText(EXCERPTS, false).of(problem))
        .isEqualTo(
            """
            error[E143]: wrong
             --> f:1:7
              |
            1 | a: 😀 b
              | - and here
              |      ^ here
            2 | c: d
              | -
              = docs: connectors/docs/errors.md#e143  (offline: backstay explain E143)
            """);
  }

  @Test
  void colourOnlyRepeatsWhatTheTextSays() {
    Problem problem = Problem.of(ProblemCode.W203, new Position("f", 2, 1, 1), "wrong");

    String coloured = new ProblemText(EXCERPTS, true).of(problem);

    assertThat(coloured).contains("\u001b[1;33mwarning[W203]\u001b[0m");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(new ProblemText(EXCERPTS, false).of(problem));
  }

  @Test
  void twentyAreShownAndTheRestCounted() {
    List<Problem> many = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      many.add(Problem.of(ProblemCode.E143, new Position("f", 1, 1, 1), "wrong " + i));
    }

    String text = new ProblemText(EXCERPTS, false).of(many);

    assertThat(text).contains("wrong 19").doesNotContain("wrong 20");
    assertThat(text).endsWith("\n32 errors in 1 file; the first 20 are shown\n");
  }

  @Test
  void theLastLineCounts() {
    Problem error = Problem.of(ProblemCode.E143, new Position("f", 1, 1, 1), "wrong");
    Problem warning = Problem.of(ProblemCode.W203, new Position("g", 1, 1, 1), "odd");
    Problem flag = Problem.of(ProblemCode.E146, null, "unknown");

    assertThat(ProblemText.summary(List.of(error, warning)))
        .isEqualTo("1 error, 1 warning in 2 files");
    assertThat(ProblemText.summary(List.of(warning, warning))).isEqualTo("2 warnings in 1 file");
    assertThat(ProblemText.summary(List.of(flag))).isEqualTo("1 error");
  }

  @Test
  void aLineIsCutAndAMissingOneLeftOut() {
    ProblemText text = new ProblemText(EXCERPTS, false);

    assertThat(text.of(Problem.of(ProblemCode.E143, new Position("f", 3, 1, 500), "long")))
        .contains("x".repeat(400) + "…\n");
    assertThat(text.of(Problem.of(ProblemCode.E143, new Position("gone", 3, 1, 1), "gone")))
        .isEqualTo(
            """
            error[E143]: gone
             --> gone:3:1
              = docs: connectors/docs/errors.md#e143  (offline: backstay explain E143)
            """);
  }

  @Test
  void machinesGetTheSame() {
    Problem problem =
        Problem.of(ProblemCode.E143, new Position("f", 2, 4, 1), "wrong")
            .label("here")
            .label(new Position("f", 1, 1, 1), "there")
            .note("why")
            .help("what");
    Map<String, Object> there =
        Map.of(
            "file", "f",
            "range",
                Map.of(
                    "start", Map.of("line", 1, "column", 1), "end", Map.of("line", 1, "column", 2)),
            "text", "there");

    assertThat(ProblemData.of(List.of(problem)).getFirst())
        .containsEntry("code", "E143")
        .containsEntry("severity", "error")
        .containsEntry("message", "wrong")
        .containsEntry("file", "f")
        .containsEntry("label", "here")
        .containsEntry("labels", List.of(there))
        .containsEntry("notes", List.of("why"))
        .containsEntry("help", List.of("what"));
    assertThat(ProblemData.of(List.of(Problem.of(ProblemCode.E146, null, "flag"))).getFirst())
        .doesNotContainKeys("file", "range", "label");
  }
}
