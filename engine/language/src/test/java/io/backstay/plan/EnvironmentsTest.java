package io.backstay.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentsTest {
  private static final String PLAN =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: shop
      vars:
        database: {default: shop_dev, env: DATABASE_NAME, values: [shop_dev, shop, shop_two]}
        keep: {type: duration, default: 7d}
      secrets:
        db-password: [env: DB_PASSWORD]
      sources:
        db: {postgres: {host: localhost, database: '${vars.database}', password: '${secrets.db-password}'}}
      services:
        app: {container: shop, health: 'http://localhost/health'}
      stores:
        near: {directory: {path: /backups, create: true}}
      retention: {keep: '${vars.keep}', guard: {keep-min: 2}}
      objectives: {rpo: 24h, rto: 1h}
      schedule:
        - cron: '0 2 * * *'
        - cron: '0 14 * * *'
      environments:
        staging:
          vars: {database: shop_two}
        prod:
          protected: true
          vars: {database: shop, keep: {default: 30d}}
          sources: {db: {postgres: {host: db.prod}}}
          services: {app: {health: 'https://shop.example.org/health'}}
          stores: {near: {s3: {bucket: shop}}}
          objectives: {rpo: 6h}
          schedule:
            - every: 6h
          retention: {guard: {keep-min: 5}}
      steps:
        - dump: {source: db, to: shop.dump}
        - upload: near
        - prune:
          when: plan.env == 'prod'
      """;

  private static final String IN_PROD =
      """
      apiVersion: backstay/v1                        # shop.backup.yaml:1
      kind: Backup                                   # shop.backup.yaml:2
      name: shop                                     # shop.backup.yaml:3
      vars:                                          # shop.backup.yaml:4
        database:                                    # shop.backup.yaml:5
          env: DATABASE_NAME                         # shop.backup.yaml:5
          values:                                    # shop.backup.yaml:5
            - shop_dev                               # shop.backup.yaml:5
            - shop                                   # shop.backup.yaml:5
            - shop_two                               # shop.backup.yaml:5
          default: shop                              # shop.backup.yaml:25
        keep:                                        # shop.backup.yaml:6
          type: duration                             # shop.backup.yaml:6
          default: 30d                               # shop.backup.yaml:25
      """;

  @TempDir Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void writePlan() throws IOException {
    file = Files.writeString(directory.resolve("shop.backup.yaml"), PLAN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -       | shop         | shop_dev | default             | localhost | directory | PT24H
          staging | shop@staging | shop_two | environment staging | localhost | directory | PT24H
          prod    | shop@prod    | shop     | environment prod    | db.prod   | s3        | PT6H
          """)
  void mapsAreMergedAndEverythingElseIsReplaced(
      String environment,
      String identity,
      String database,
      String origin,
      String host,
      String store,
      String rpo) {
    Plan plan = read(environment);
    Variables variables = variables(plan, Map.of());
    Values values = Values.of(plan, variables);

    assertThat(plan.identity()).hasToString(identity);
    assertThat(Identity.of(identity)).isEqualTo(plan.identity());
    assertThat(variables.origins().get("database"))
        .isEqualTo(new Variables.Origin(database, origin));
    assertThat(values.value("sources.db.host").toString()).contains(host);
    assertThat(values.value("sources.db.database").toString()).contains(database);
    assertThat(plan.things().stores())
        .hasEntrySatisfying("near", near -> assertThat(near.type().name()).isEqualTo(store));
    assertThat(ready(new Binder(plan).bind(plan.rules().objectives(), values)).rpo())
        .hasToString(rpo);
    assertThat(ready(new Binder(plan).bind(plan.rules().objectives(), values)).rto())
        .hasToString("PT1H");
  }

  @Test
  void listsAreReplacedAndOtherKeysOfAMapStay() {
    Plan plan = read("prod");
    Values values = Values.of(plan, variables(plan, Map.of()));

    assertThat(plan.rules().schedule()).hasSize(1);
    Retention retention = ready(new Binder(plan).bind(plan.rules().retention(), values));
    assertThat(retention.keep()).hasToString("PT720H");
    assertThat(retention.guard().keepMin()).isEqualTo(5);
    assertThat(values.value("services.app.health").toString()).contains("shop.example.org");
  }

  @Test
  void whatTheProcessIsGivenWinsOverTheEnvironmentOfThePlan() {
    Map<String, String> process = Map.of("DATABASE_NAME", "shop_two");

    assertThat(variables(read("prod"), process).origins().get("database"))
        .isEqualTo(new Variables.Origin("shop_two", "$DATABASE_NAME"));
  }

  @Test
  void conditionsKnowWhereTheyAre() {
    assertThat(Values.of(read("prod"), variables(read("prod"), Map.of())).value("plan.env"))
        .hasToString("Text[text=prod]");
    assertThat(read("prod").head().environment().guards()).isTrue();
    assertThat(read("staging").head().environment().guards()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          production | environments: prod, staging
          prd        | did you mean `prod`?
          """)
  void anUnknownOneIsRefusedWhereTheyAreDeclared(String name, String help) {
    Reading reading = reader().in(name).read(file);

    assertThat(reading).isInstanceOf(Reading.Invalid.class);
    assertThat(reading.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo(ProblemCode.E151);
              assertThat(problem.helps()).containsExactly(help);
              assertThat(problem.position()).hasToString("shop.backup.yaml:20:1");
            });
  }

  @Test
  void aPlanWithoutAnyHasNone() throws IOException {
    Files.writeString(
        file, Files.readString(Path.of("src/test/resources/problems/small.backup.yaml")));

    assertThat(reader().in("prod").read(file).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.E151));
  }

  @Test
  void aRestoreRunsWhereItsBackupDoes() throws IOException {
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
              - recreate-database: {source: db}
                when: plan.env == 'prod'
            """);

    Reading reading = reader().in("prod").read(restore);

    assertThat(reading.problems()).isEmpty();
    Plan plan = ((Reading.Valid) reading).plan();
    assertThat(plan.identity()).hasToString("shop@prod");
    assertThat(plan.head().environment().guards()).isTrue();
    assertThat(reader().in("prd").read(restore).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.position()).hasToString("shop.backup.yaml:20:1"));
  }

  @Test
  void whatItComesToIsShownWithTheOriginOfEachLineAndReadsTheSame() throws IOException {
    Plan plan = read("prod");

    String shown = EffectivePlan.of(plan);

    assertThat(shown).startsWith(IN_PROD.indent(0)).doesNotContain("environments", "staging");
    Path again = Files.writeString(directory.resolve("again.backup.yaml"), shown);
    Plan reread = ((Reading.Valid) reader().read(again)).plan();
    assertThat(EffectivePlan.of(reread).replaceAll(" *# .*", ""))
        .isEqualTo(shown.replaceAll(" *# .*", ""));
  }

  @Test
  void whatIsWrittenOutIsNotShown() throws IOException {
    Files.writeString(
        file,
        PLAN.replace("[env: DB_PASSWORD]", "[insecure-literal: tiger]")
            .replace("    protected: true\n", ""));

    assertThat(EffectivePlan.of(read("prod")))
        .contains("insecure-literal: '••••••••'")
        .doesNotContain("tiger");
  }

  /** Stores of one place are named where it is said that only that place is meant. */
  @Test
  void whatOnlyOnePlaceHasIsNoPartOfThePlanInTheOthers() throws IOException {
    Files.writeString(
        file,
        PLAN.replace(
                "stores: {near: {s3: {bucket: shop}}}",
                "stores: {near: {s3: {bucket: shop}}, far: {s3: {bucket: far}}}")
            + """
              - parallel:
                  - upload: far
                    id: once
                  - upload: far
                    id: twice
                when: vars.database == 'shop' and plan.env == 'prod'
              - group:
                  - upload: far
                    id: alone
                    when: plan.env == 'prod'
              - group:
                  - upload: far
                    id: again
                    when: plan.env in ['prod']
                  - upload: near
                    id: near-again
                id: both
            """);
    Path restore =
        Files.writeString(
            directory.resolve("shop.restore.yaml"),
            """
            apiVersion: backstay/v1
            kind: Restore
            name: shop
            plan: ./shop.backup.yaml
            backup: {from: [far, near], pick: latest}
            steps:
              - fetch: all
            """);

    assertThat(reader().check(file).problems()).isEmpty();
    assertThat(read("prod").things().stores()).containsOnlyKeys("near", "far");
    assertThat(ids(read("prod").flow().steps()))
        .containsExactly(
            "dump", "upload", "prune", "once", "twice", "alone", "again", "near-again");
    assertThat(read("staging").things().stores()).containsOnlyKeys("near");
    assertThat(ids(read("staging").flow().steps()))
        .containsExactly("dump", "upload", "prune", "near-again");
    for (String where : new String[] {"staging", "prod"}) {
      Reading reading = reader().in(where).read(restore);
      assertThat(reading.problems()).isEmpty();
      Plan plan = ((Reading.Valid) reading).plan();
      Node backup = Objects.requireNonNull(plan.recovery()).backup().node();
      assertThat(backup.toString().contains("text=far")).isEqualTo(where.equals("prod"));
    }
  }

  private static List<String> ids(List<PlannedStep> steps) {
    return steps.stream()
        .flatMap(
            step ->
                step.children().isEmpty() ? Stream.of(step.id()) : ids(step.children()).stream())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          - upload: far                               | E210 | not declared in this environment
          - {upload: far, when: vars.keep > 8d}       | E210 | not declared in this environment
          - {upload: near, id: n}                     | E152 | is not among the plan's `stores`
          """)
  void whatCouldBeReachedFromElsewhereIsAMistake(String step, String code, String message)
      throws IOException {
    Files.writeString(
        file,
        PLAN.replace(
                    "near: {s3: {bucket: shop}}",
                    "near: {s3: {bucket: shop}}, far: {s3: {bucket: far}}")
                .replace("  - upload: near\n", "  - upload: near\n    id: first\n")
            + "  "
            + step
            + "\n");

    assertThat(reader().check(file).problems())
        .filteredOn(problem -> problem.code().name().equals(code))
        .isNotEmpty()
        .allSatisfy(problem -> assertThat(problem.message()).contains(message));
  }

  @Test
  void aSecretMayBeAddedWhereItIsNeeded() throws IOException {
    Files.writeString(
        file,
        PLAN.replace(
                "{postgres: {host: db.prod}}",
                "{postgres: {host: db.prod, password: '${secrets.own}'}}")
            .replace("    protected: true\n", "    secrets: {own: [env: OWN]}\n"));
    assertThat(reader().check(file).problems()).isEmpty();
    Files.writeString(
        file, PLAN.replace("    protected: true\n", "    secrets: {own: [env: OWN]}\n"));
    assertThat(reader().check(file).problems())
        .anySatisfy(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.E152));
  }

  private PlanReader reader() {
    return new PlanReader(Vocabulary.catalog(), "1.0.0", directory);
  }

  private Plan read(String environment) {
    Reading reading = reader().in(environment).read(file);
    assertThat(reading).as(reading.problems().toString()).isInstanceOf(Reading.Valid.class);
    return ((Reading.Valid) reading).plan();
  }

  private static Variables variables(Plan plan, Map<String, String> process) {
    return ready(Variables.of(plan, Map.of(), Map.of(), process));
  }

  private static <T> T ready(Bound<T> bound) {
    return ((Bound.Ready<T>) bound).value();
  }
}
