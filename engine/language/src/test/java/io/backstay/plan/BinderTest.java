package io.backstay.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.spi.CheckUse;
import io.backstay.spi.Expect;
import io.backstay.spi.Facts;
import io.backstay.spi.RunInfo;
import io.backstay.spi.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinderTest {
  private static final Path PLANS = Path.of("src/test/resources/problems").toAbsolutePath();
  private static final RunInfo RUN =
      new RunInfo(
          "20260212_020000-7c1e",
          "20260212_030000",
          Instant.parse("2026-02-12T02:00:00Z"),
          ZoneOffset.ofHours(1),
          "app",
          "full",
          "manual",
          "ops",
          "host-1",
          null);

  @TempDir Path directory;

  @Test
  void declarationsAreBoundWithDefaultsVariablesAndSecretsByName() {
    Plan plan = read(PLANS.resolve("sound.backup.yaml"));
    Binder binder = new Binder(plan);
    Values values = values(plan, Map.of("db-user", "reader"));

    SourceWord.Bound db =
        (SourceWord.Bound) ready(binder.source(declared(plan.things().sources(), "db"), values));
    ServiceWord.Bound backend =
        (ServiceWord.Bound)
            ready(binder.service(declared(plan.things().services(), "backend"), values));
    StoreWord.Bound local =
        (StoreWord.Bound) ready(binder.store(declared(plan.things().stores(), "local"), values));

    assertThat(db.params())
        .isEqualTo(
            new Params.Postgres(
                "aiacross",
                "aiacross-postgres",
                null,
                5432,
                "reader",
                new Secret("db-password"),
                List.of()));
    assertThat(backend.params())
        .isEqualTo(new Params.Container("aiacross-backend", URI.create("http://localhost/health")));
    assertThat(local.params()).isEqualTo(new Params.Directory(Path.of("/backups"), true, "0755"));
  }

  @Test
  void rulesAreBound() {
    Plan plan = read(PLANS.resolve("sound.backup.yaml"));
    Binder binder = new Binder(plan);
    Values values = values(plan, Map.of("retention", "30")).with(RUN);

    Retention retention = ready(binder.bind(plan.rules().retention(), values));
    SetLayout set = ready(binder.bind(plan.rules().set(), values));

    assertThat(retention.keep()).isEqualTo(Duration.ofDays(30));
    assertThat(retention.guard().keepMin()).isEqualTo(2);
    assertThat(retention.guard().maxPrune().text()).isEqualTo("25%");
    assertThat(set.path()).isEqualTo("20260212_030000/");
    assertThat(set.permissions()).isEqualTo(new SetLayout.Permissions("0700", "0600", null));
    assertThat(ready(binder.bind(plan.rules().schedule().getFirst(), values)).due().longestGap())
        .isEqualTo(Duration.ofDays(1));
  }

  @Test
  void whatTheRunIsNotThereForIsLate() {
    Plan plan = read(PLANS.resolve("sound.backup.yaml"));

    Bound<SetLayout> set = new Binder(plan).bind(plan.rules().set(), values(plan, Map.of()));

    assertThat(set).isInstanceOfSatisfying(Bound.Ready.class, it -> assertThat(it.late()).isTrue());
    assertThat(ready(set).path()).contains("(known at run)");
  }

  @Test
  void limitsComeFromTheStepOrElseFromDefaults() throws IOException {
    Plan plan =
        small(
            "stores:\n",
            "defaults: {timeout: 1h, retry: {max: 3, backoff: 5s..1m, only: transient}}\nstores:\n",
            "to: app.dump}",
            "to: app.dump}\n    timeout: 10m");
    Binder binder = new Binder(plan);

    Limits dump = limits(binder, plan, 0);
    Limits upload = limits(binder, plan, 1);

    Limits.Retry retry =
        new Limits.Retry(
            3,
            new Limits.Backoff(Duration.ofSeconds(5), Duration.ofMinutes(1)),
            Limits.Only.TRANSIENT);
    assertThat(dump).isEqualTo(new Limits(Duration.ofMinutes(10), retry));
    assertThat(upload).isEqualTo(new Limits(Duration.ofHours(1), retry));
  }

  @Test
  void conditionsAreDecidedOrLeftOpen() throws IOException {
    Plan plan =
        small(
            "stores:\n",
            "vars: {off: {type: boolean, default: false}}\nstores:\n",
            "  - upload: local",
            """
              - upload: local
                when: vars.off
              - upload: local
                id: large
                when: steps.dump.artifact.size > 1MB
            """);
    Binder binder = new Binder(plan);
    Values values = values(plan, Map.of()).with(RUN);

    assertThat(decide(binder, plan, 0, values)).isEqualTo(Condition.Answer.HOLDS);
    assertThat(decide(binder, plan, 1, values)).isEqualTo(Condition.Answer.FAILS);
    assertThat(decide(binder, plan, 2, values)).isEqualTo(Condition.Answer.OPEN);
    assertThat(decide(binder, plan, 2, values.with(sized(2_000_000))))
        .isEqualTo(Condition.Answer.HOLDS);
    assertThat(decide(binder, plan, 2, values.with(sized(10)))).isEqualTo(Condition.Answer.FAILS);
  }

  @Test
  void checksAreBoundAndThoseThatAreNotToBeMadeLeftOut() throws IOException {
    Plan plan =
        small(
            "steps:\n",
            """
            vars: {off: {type: boolean, default: false}}
            preflight:
              - sql: {in: db, query: 'SELECT $${x}', expect: {min: 1, max: 3}}
                name: answers
                severity: warn
                within: 2m
              - sql: {in: db, query: SELECT 2, expect: recorded}
                when: vars.off
              - row-counts: {in: db, expect: {json: {path: $.total, one-of: [1, 2]}}}
            steps:
            """);

    List<CheckUse> checks =
        ready(new Binder(plan).checks(plan.flow().preflight(), values(plan, Map.of())));

    assertThat(checks).hasSize(2);
    CheckUse sql = checks.getFirst();
    assertThat(sql.name()).isEqualTo("answers");
    assertThat(sql.severity()).isEqualTo(CheckUse.Severity.WARN);
    assertThat(sql.within()).isEqualTo(Duration.ofMinutes(2));
    assertThat(((Params.Sql) sql.params()).query()).isEqualTo("SELECT $${x}");
    assertThat(((Params.Sql) sql.params()).expect()).isEqualTo(new Expect.Between("1", "3"));
    assertThat(((Params.RowCounts) checks.getLast().params()).expect())
        .isEqualTo(new Expect.Json(Map.of("$.total", new Expect.OneOf(List.of("1", "2")))));
  }

  @Test
  void aRestoreBindsWhatItsBackupDeclares() {
    Plan plan = read(PLANS.resolve("sound.restore.yaml"));
    Binder binder = new Binder(plan);
    Values values = values(plan, Map.of()).with(RUN);
    Plan.Recovery recovery = Objects.requireNonNull(plan.recovery());

    assertThat(plan.things().sources().keySet()).containsExactly("db", "uploads", "chroma");
    assertThat(ready(binder.bind(recovery.backup(), values)).pick())
        .isEqualTo(Selection.Pick.ARGUMENT);
    assertThat(ready(binder.bind(Objects.requireNonNull(recovery.confirm()), values)).phrase())
        .isEqualTo("ai-across");
  }

  @Test
  void aTypeRefusesValuesGivenFromOutside() throws IOException {
    Plan plan =
        small(
            "    postgres: app",
            "    postgres: {database: app, port: '${vars.port}'}",
            "stores:\n",
            "vars: {port: {type: integer, default: 5432}}\nstores:\n");
    Bound<?> bound =
        new Binder(plan)
            .source(declared(plan.things().sources(), "db"), values(plan, Map.of("port", "0")));

    assertThat(bound)
        .isInstanceOfSatisfying(
            Bound.Refused.class,
            it -> assertThat(it.problems().toString()).contains("E211", "from 1 to 65535"));
  }

  @Test
  void relativePathsStartAtTheProject() throws IOException {
    Files.createDirectories(directory.resolve("project/plans"));
    Files.createFile(directory.resolve("project/backstay.yaml"));
    Path file = directory.resolve("project/plans/app.backup.yaml");
    Files.copy(PLANS.resolve("small.backup.yaml"), file);
    Plan plan = read(file);

    StoreWord.Bound local =
        (StoreWord.Bound)
            ready(
                new Binder(plan)
                    .store(declared(plan.things().stores(), "local"), values(plan, Map.of())));

    assertThat(((Params.Directory) local.params()).path())
        .isEqualTo(directory.resolve("project/backups"));
  }

  private Plan small(String... replacements) throws IOException {
    String text = Files.readString(PLANS.resolve("small.backup.yaml"));
    for (int i = 0; i < replacements.length; i += 2) {
      assertThat(text).contains(replacements[i]);
      text = text.replace(replacements[i], replacements[i + 1]);
    }
    return read(Files.writeString(directory.resolve("app.backup.yaml"), text));
  }

  private static Plan read(Path file) {
    Reading reading = new PlanReader(Vocabulary.catalog(), "1.0.0").read(file);
    assertThat(reading.problems()).isEmpty();
    return ((Reading.Valid) reading).plan();
  }

  private static Values values(Plan plan, Map<String, String> flags) {
    return Values.of(plan, ready(Variables.of(plan, flags, Map.of(), Map.of())));
  }

  private static Map<String, Facts> sized(long bytes) {
    return Map.of("dump", Facts.of("artifact", Map.of("size", bytes)));
  }

  private static Limits limits(Binder binder, Plan plan, int step) {
    return ready(
        binder.bind(plan.flow().steps().get(step).modifiers().limits(), values(plan, Map.of())));
  }

  private static Condition.Answer decide(Binder binder, Plan plan, int step, Values values) {
    return ready(binder.decide(plan.flow().steps().get(step).modifiers().when(), values));
  }

  private static <T> T declared(Map<String, T> things, String name) {
    return Objects.requireNonNull(things.get(name));
  }

  private static <T> T ready(Bound<T> bound) {
    return switch (bound) {
      case Bound.Ready<T>(T value, boolean late) -> value;
      case Bound.Refused<T> refused -> throw new AssertionError(refused.problems());
    };
  }
}
