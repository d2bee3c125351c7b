package io.backstay.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibrariesTest {
  private static final String LIBRARY =
      """
      apiVersion: backstay/v1
      kind: Library
      name: shared
      secrets:
        password: [env: SHARED_PASSWORD]
      fragments:
        ship:
          description: uploaded and looked at again
          params:
            store: {type: store}
            algorithm: {type: string, default: sha256}
            label: {type: string, default: none}
            often: {type: integer, default: 1}
          steps:
            - checksum: ${params.algorithm}
            - upload: ${params.store}
              when: params.often > 0 and params.label != 'it''s'
            - group:
                - exec: {run: [echo, 'to-${params.label}-${vars.place}', '${params.label | upper}']}
                  id: say
                  when: steps.upload.location ?? 'nowhere' != 'nowhere'
            - prune
      """;

  private static final String PLAN =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: shop
      use:
        common: lib/shared.lib.yaml
      vars: {place: cellar}
      sources:
        db: {postgres: {database: shop, password: '${secrets.common.password}'}}
      stores:
        near: {directory: /near}
        far: {directory: /far}
      steps:
        - dump: {source: db, to: shop.dump}
      """;

  @TempDir Path directory;

  @BeforeEach
  void writeLibrary() throws IOException {
    Files.createDirectory(directory.resolve("lib"));
    Files.writeString(directory.resolve("lib/shared.lib.yaml"), LIBRARY);
  }

  private Reading check(String plan) throws IOException {
    Path file = Files.writeString(directory.resolve("shop.backup.yaml"), plan);
    return new PlanReader(Vocabulary.catalog(), "1.0.0", directory).check(file);
  }

  private Plan read(String more) throws IOException {
    Reading reading = check(PLAN + more);
    assertThat(reading.problems()).isEmpty();
    return ((Reading.Valid) reading).plan();
  }

  /** Steps as this version would have to be told them, one a line. */
  private static List<String> lines(List<PlannedStep> steps) {
    return steps.stream()
        .flatMap(
            step ->
                Stream.concat(
                    Stream.of(line(step)), lines(step.children()).stream().map("  "::concat)))
        .toList();
  }

  private static String line(PlannedStep step) {
    String when = step.modifiers().when().always() ? "" : " when " + step.modifiers().when().text();
    String params =
        step instanceof PlannedStep.Single<?> single ? text(single.params().node()) : "";
    return step.id() + ": " + step.typeName() + " " + params + when;
  }

  private static String text(Node node) {
    return switch (node) {
      case Node.Scalar scalar -> scalar.text();
      case Node.Items items ->
          items.items().stream()
              .map(LibrariesTest::text)
              .collect(Collectors.joining(", ", "[", "]"));
      case Node.Fields fields ->
          fields.fields().stream()
              .map(field -> field.name() + ": " + text(field.value()))
              .collect(Collectors.joining(", ", "{", "}"));
    };
  }

  @Test
  void aCallIsAGroupOfTheStepsOfItsFragment() throws IOException {
    Plan plan =
        read(
            """
              - call: {fragment: common.ship, with: {store: near}}
              - call: {fragment: common.ship, with: {store: far, label: '${vars.place}', often: 0}}
                id: again
                when: vars.place == 'cellar'
            """);

    assertThat(String.join("\n", lines(plan.flow().steps())))
        .isEqualTo(
            """
            dump: dump {source: db, to: shop.dump}
            call: group\s
              call-checksum: checksum sha256
              call-upload: upload near when 1 > 0 and 'none' != 'it''s'
              group: group\s
                call-say: exec {run: [echo, to-${'none'}-${vars.place}, ${'none' | upper}]} \
            when steps.call-upload.location ?? 'nowhere' != 'nowhere'
              call-prune: prune {}
            again: group  when vars.place == 'cellar'
              again-checksum: checksum sha256
              again-upload: upload far when 0 > 0 and (vars.place) != 'it''s'
              again-group: group\s
                again-say: exec {run: [echo, to-${(vars.place)}-${vars.place}, ${(vars.place) | upper}]} \
            when steps.again-upload.location ?? 'nowhere' != 'nowhere'
              again-prune: prune {}"""
                .replace("  group: group", "  call-group: group"));
  }

  @Test
  void whatAPlanUsesIsPartOfWhatItSays() throws IOException {
    Plan plan = read("");

    assertThat(plan.secrets()).containsOnlyKeys("common.password");
    String effective = EffectivePlan.of(plan);
    assertThat(effective).contains("common:", "lib/shared.lib.yaml:5");
    Path again = Files.writeString(directory.resolve("again.backup.yaml"), effective);
    Reading reading = new PlanReader(Vocabulary.catalog(), "1.0.0", directory).check(again);
    assertThat(reading.problems()).isEmpty();
    assertThat(EffectivePlan.of(((Reading.Valid) reading).plan()).replaceAll(" *#.*", ""))
        .isEqualTo(effective.replaceAll(" *#.*", ""));
  }

  @Test
  void aRestoreHasWhatItsBackupUses() throws IOException {
    check(PLAN);
    Path restore =
        Files.writeString(
            directory.resolve("shop.restore.yaml"),
            """
            apiVersion: backstay/v1
            kind: Restore
            name: shop
            plan: ./shop.backup.yaml
            backup: {from: near, pick: latest}
            steps:
              - fetch: all
              - exec: {run: [env], env: {PASSWORD: '${secrets.common.password}'}}
            finally:
              - call: {fragment: common.ship, with: {store: near, often: 2}}
            """);
    Reading reading = new PlanReader(Vocabulary.catalog(), "1.0.0", directory).check(restore);
    assertThat(reading.problems()).isEmpty();
    assertThat(lines(((Reading.Valid) reading).plan().flow().finallySteps()))
        .contains("  call-upload: upload near when 2 > 0 and 'none' != 'it''s'");
  }

  @Test
  void aLibraryIsJudgedByItself() throws IOException {
    PlanReader reader = new PlanReader(Vocabulary.catalog(), "1.0.0", directory);
    Path file = directory.resolve("lib/shared.lib.yaml");
    assertThat(reader.check(file)).isInstanceOf(Reading.ValidLibrary.class);

    Files.writeString(file, LIBRARY.replace("{type: store}", "{type: shop}"));
    assertThat(reader.check(file).problems()).extracting(Problem::code).contains(ProblemCode.E144);
    assertThat(check(PLAN).problems())
        .anySatisfy(
            problem ->
                assertThat(String.valueOf(problem.position()))
                    .startsWith("lib/shared.lib.yaml:10"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          call: common.shp                                           | E219 | shop.backup.yaml:14:11 | did you mean `common.ship`?
          call: {with: {store: near}}                                | E203 | shop.backup.yaml:14:5  | fragments: common.ship
          call: common.ship                                          | E203 | shop.backup.yaml:14:5  | write  with: {store: …}
          call: {fragment: common.ship, with: {stroe: near}}         | E204 | shop.backup.yaml:14:42 | did you mean `store`?
          call: {fragment: common.ship, wiht: {store: near}}         | E204 | shop.backup.yaml:14:35 | did you mean `with`?
          call: {fragment: common.ship, with: {store: naer}}         | E210 | shop.backup.yaml:14:49 | did you mean `near`?
          call: {fragment: common.ship, with: {store: near, often: many}} | E143 | shop.backup.yaml:14:62 |
          call: {fragment: common.ship, with: {store: '${vars.place}'}} | E309 | shop.backup.yaml:14:50 |
          call: {fragment: common.ship, with: {store: near, label: 'a${vars.place}'}} | E220 | shop.backup.yaml:14:62 | write it out
          call: {fragment: common.ship, with: {store: near, label: '${vars.plaice}'}} | E304 | lib/shared.lib.yaml | did you mean
          """)
  void whatIsWrongWithACallIsShownWhereItIs(String step, String code, String place, String help)
      throws IOException {
    Reading reading = check(PLAN + "  - " + step + "\n");

    assertThat(reading).isInstanceOf(Reading.Invalid.class);
    assertThat(reading.problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.code().name()).isEqualTo(code);
              assertThat(String.valueOf(problem.position())).startsWith(place);
              assertThat(String.join("\n", problem.helps())).contains(help == null ? "" : help);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          common: lib/none.lib.yaml                  | E100 | there is no file
          common: shop.backup.yaml                   | E128 | only use libraries
          common: {fragments: {a: {params: {}}}}     | E122 | has no `steps`
          common: {fragments: {a: {steps: [prune, {call: x.y}]}}}      | E220 | calls no fragment
          common: {fragments: {a: {steps: [prune], other: 1}}}         | E204 | no parameter `other`
          common: {secrets: {password: s3cr3t}}      | E140 | contains a value
          """)
  void whatIsNoLibraryIsNotUsed(String use, String code, String message) throws IOException {
    Reading reading = check(PLAN.replace("common: lib/shared.lib.yaml", use));

    assertThat(reading).isInstanceOf(Reading.Invalid.class);
    assertThat(reading.problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.code().name()).isEqualTo(code);
              assertThat(problem.message()).contains(message);
              assertThat(problem.message()).doesNotContain("s3cr3t");
            });
  }

  /**
   * What holds no expression holds none of an argument either: not SQL, not the text of a script.
   */
  @Test
  void anArgumentIsNeverPutIntoCode() throws IOException {
    String script =
        LIBRARY.replace(
            "[echo, 'to-${params.label}-${vars.place}', '${params.label | upper}']",
            "[sh, -c, 'echo ${params.label}']");
    Files.writeString(directory.resolve("lib/shared.lib.yaml"), script);
    Reading reading =
        check(PLAN + "  - call: {fragment: common.ship, with: {store: near, label: \"x; rm\"}}\n");
    assertThat(reading.problems()).extracting(Problem::code).containsOnly(ProblemCode.E308);
  }
}
