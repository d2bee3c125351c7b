package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.plan.Bound;
import io.backstay.plan.Catalog;
import io.backstay.plan.Description.Category;
import io.backstay.plan.Grammar;
import io.backstay.plan.Plan;
import io.backstay.plan.PlanReader;
import io.backstay.plan.Problem;
import io.backstay.plan.Reading;
import io.backstay.plan.Severity;
import io.backstay.plan.Variables;
import io.backstay.program.Lowered;
import io.backstay.program.Lowering;
import io.backstay.spi.RunInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The example on the page of each step, put into a plan, is one that could be run. */
final class ExamplesTest {
  private static final Catalog CATALOG = Catalog.load();

  private static final Set<String> OF_A_RESTORE =
      Set.of("fetch", "load", "recreate-database", "untar");

  private static final String BACKUP =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: example
      secrets: {db-password: [env: DB_PASSWORD], database-url: [env: DATABASE_URL]}
      sources:
        db: {postgres: app}
        uploads: {files: data/uploads}
        recovered: {postgres-instance: {data-directory: /srv/recovered}}
      services:
        backend: {container: backend}
        database: {container: database}
      stores:
        local: {directory: backups}
      steps:
      """;

  private static final String RESTORE =
      """
      apiVersion: backstay/v1
      kind: Restore
      name: example
      plan: ./example.backup.yaml
      backup: {from: local, pick: latest}
      steps:
      """;

  private static final String DRILL =
      """
      apiVersion: backstay/v1
      kind: Drill
      name: example
      plan: ./example.backup.yaml
      restore: ./example.restore.yaml
      backup: {from: local}
      scratch: {db: {postgres: {image: postgres}}}
      bind: {db: scratch.db}
      prepare:
      """;

  private static final Map<String, String> MADE =
      Map.of(
          "dump", "  - dump: {source: db, to: postgres.dump}\n",
          "tar", "  - tar: {source: uploads, to: uploads.tar.zst}\n",
          "base-backup", "  - base-backup: {source: db, to: base.tar.zst}\n");

  @TempDir Path project;

  static Set<String> steps() {
    return CATALOG.steps().keySet();
  }

  @BeforeEach
  void thereIsABackup() throws IOException {
    write("backup", BACKUP + made(""));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void itsExampleCouldBeRun(String step) throws IOException {
    String example =
        "  - "
            + new Grammar(CATALOG)
                .example(Category.STEP, step)
                .orElseThrow()
                .yaml()
                .stripTrailing()
                .replace("\n", "\n    ")
            + "\n";
    if (Objects.requireNonNull(CATALOG.steps().get(step)).onScratchOnly()) {
      write("restore", RESTORE + "  - fetch: all\n");
      Reading drill = new PlanReader(CATALOG, "1.0.0").read(write("drill", DRILL + example));
      assertThat(drill.problems())
          .as(example)
          .filteredOn(problem -> problem.severity() == Severity.ERROR)
          .isEmpty();
      return;
    }
    Path file =
        OF_A_RESTORE.contains(step)
            ? write("restore", RESTORE + example)
            : write("backup", BACKUP + made(step) + example);
    switch (new PlanReader(CATALOG, "1.0.0").read(file)) {
      case Reading.Valid valid -> assertThat(lowered(valid.plan())).isEmpty();
      case Reading.ValidDrill drill -> throw new AssertionError("a plan was read as a drill");
      case Reading.ValidLibrary library -> throw new AssertionError("a plan was read as a library");
      case Reading.Invalid invalid -> assertThat(invalid.problems()).as(example).isEmpty();
    }
  }

  /** The steps that make what the examples speak about, but for one that has an example itself. */
  private static String made(String step) {
    return Stream.of("dump", "tar", "base-backup")
        .filter(made -> !made.equals(step))
        .map(MADE::get)
        .collect(Collectors.joining());
  }

  private Path write(String kind, String content) throws IOException {
    return Files.writeString(project.resolve("example." + kind + ".yaml"), content);
  }

  private static List<Problem> lowered(Plan plan) {
    Bound<Variables> variables = Variables.of(plan, Map.of(), Map.of(), Map.of());
    Variables none = ((Bound.Ready<Variables>) variables).value();
    return switch (new Lowering(plan, none, run()).lower(null)) {
      case Lowered.Ready ready -> List.of();
      case Lowered.Refused refused -> refused.problems();
    };
  }

  private static RunInfo run() {
    Instant at = Instant.parse("2026-02-12T02:00:00Z");
    return new RunInfo(
        "r", "20260212_020000", at, ZoneOffset.UTC, "example", "full", "manual", "u", "h", null);
  }
}
