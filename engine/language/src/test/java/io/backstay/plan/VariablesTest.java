package io.backstay.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariablesTest {
  private static final String VARS =
      """
      vars:
        plain: one
        list: [a, b]
        keep: {type: duration, unit: d, default: 7d, env: KEEP_DAYS}
        size: {values: [small, large], default: small}
        jobs: {type: integer, required: false}
        when: {type: timestamp, required: true}
      """;

  private static final String MISFITS =
      """
      error[E146]: the plan has no variable `plian`, given by --var
        = help: did you mean `plain`?

      error[E146]: the plan has no variable `nothing`, given by --var-file
        = help: variables: jobs, keep, list, plain, size, when

      error[E143]: `soon` is not a duration
       --> app.backup.yaml:8:3
        |
      8 |   keep: {type: duration, unit: d, default: 7d, env: KEEP_DAYS}
        |   ^^^^ given by $KEEP_DAYS
        = note: the variable `keep` is of type duration

      error[E148]: `medium` is not one of the values of `size`
       --> app.backup.yaml:9:3
        |
      9 |   size: {values: [small, large], default: small}
        |   ^^^^ given by --var
        = note: the variable `size` is of type string
        = help: its values: small, large

      error[E143]: `four` is not an integer
        --> app.backup.yaml:10:3
         |
      10 |   jobs: {type: integer, required: false}
         |   ^^^^ given by --var
         = note: the variable `jobs` is of type integer

      error[E145]: `when` needs a value
        --> app.backup.yaml:11:3
         |
      11 |   when: {type: timestamp, required: true}
         |   ^^^^
         = help: --var when=<timestamp>

      6 errors in 1 file
      """;

  @TempDir Path directory;
  private Plan plan;

  @BeforeEach
  void readPlan() throws IOException {
    String text = Files.readString(Path.of("src/test/resources/problems/small.backup.yaml"));
    Path file = directory.resolve("app.backup.yaml");
    Files.writeString(file, text.replace("sources:\n", "timezone: UTC\n" + VARS + "sources:\n"));
    Reading reading = new PlanReader(Vocabulary.catalog(), "1.0.0", directory).read(file);
    assertThat(reading.problems()).isEmpty();
    plan = ((Reading.Valid) reading).plan();
  }

  @Test
  void flagsWinOverFilesOverTheEnvironmentOverDefaults() {
    Map<String, String> moment = Map.of("when", "2026-02-12 14:30:00Z");
    Map<String, String> environment = Map.of("KEEP_DAYS", "14", "PLAIN", "never looked at");

    assertThat(origin(moment, Map.of(), Map.of(), "keep"))
        .hasToString("Origin[text=7d, origin=default]");
    assertThat(origin(moment, Map.of(), environment, "keep"))
        .hasToString("Origin[text=14d, origin=$KEEP_DAYS]");
    assertThat(origin(moment, Map.of("keep", "3w"), environment, "keep"))
        .hasToString("Origin[text=21d, origin=--var-file]");
    assertThat(
            origin(
                Map.of("when", "2026-02-12 14:30:00Z", "keep", "1d"),
                Map.of("keep", "3w"),
                environment,
                "keep"))
        .hasToString("Origin[text=1d, origin=--var]");
  }

  @Test
  void inputsAreShownInTheOrderOfThePlanAndAbsentOnesNotAtAll() {
    Bound<Variables> bound =
        Variables.of(plan, Map.of("when", "2026-02-12T14:30:00Z"), Map.of(), Map.of());

    assertThat(((Bound.Ready<Variables>) bound).value().origins().keySet())
        .containsExactly("plain", "list", "keep", "size", "when");
  }

  @Test
  void whatDoesNotFitIsToldAllAtOnceWithWhereItCameFrom() {
    Map<String, String> flags = Map.of("size", "medium", "jobs", "four", "plian", "x");

    assertThat(refused(flags, Map.of("nothing", "x"), Map.of("KEEP_DAYS", "soon")))
        .isEqualTo(MISFITS);
  }

  private Variables.Origin origin(
      Map<String, String> flags,
      Map<String, String> files,
      Map<String, String> environment,
      String name) {
    Bound<Variables> bound = Variables.of(plan, flags, files, environment);
    return Objects.requireNonNull(((Bound.Ready<Variables>) bound).value().origins().get(name));
  }

  private String refused(
      Map<String, String> flags, Map<String, String> files, Map<String, String> environment) {
    Bound<Variables> bound = Variables.of(plan, flags, files, environment);
    List<Problem> problems = ((Bound.Refused<Variables>) bound).problems();
    Path file = directory.resolve("app.backup.yaml");
    Excerpts excerpts =
        new PlanReader(Vocabulary.catalog(), "1.0.0", directory).read(file).excerpts();
    return new ProblemText(excerpts, false).of(problems).replaceAll("(?m)^ *= docs: .*\\n", "");
  }
}
