package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.plan.Catalog;
import io.backstay.plan.PlanReader;
import io.backstay.plan.Problem;
import io.backstay.plan.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in drill files: each is told once, with its place and what to do. */
final class DrillFilesTest {
  private static final Catalog CATALOG = Catalog.load();

  private static final String DRILL =
      """
      apiVersion: backstay/v1
      kind: Drill
      name: shop
      plan: shop.backup.yaml
      restore: shop.restore.yaml
      backup: {from: local}
      scratch: {db: {sqlite: {}}, uploads: {directory: {}}}
      bind: {db: scratch.db, uploads: scratch.uploads}
      with: {greeting: hello}
      objectives: {rto: 30m}
      verify:
        - files: {in: scratch.uploads, expect: recorded}
      """;

  @TempDir Path directory;

  @BeforeEach
  void thereIsAPlan() throws IOException {
    Files.writeString(
        directory.resolve("shop.backup.yaml"),
        """
        apiVersion: backstay/v1
        kind: Backup
        name: shop
        sources: {db: {sqlite: shop.db}, uploads: {files: uploads}}
        services: {app: {container: shop}}
        stores: {local: {directory: backups}}
        objectives: {rpo: 24h}
        steps:
          - dump: {source: db, to: shop.sqlite.zst}
          - tar: {source: uploads, to: uploads.tar.zst}
          - upload: local
        """);
    Files.writeString(
        directory.resolve("shop.restore.yaml"),
        """
        apiVersion: backstay/v1
        kind: Restore
        name: shop
        plan: shop.backup.yaml
        vars: {greeting: hi, days: {type: integer, default: 1}}
        backup: {from: local, pick: latest}
        objectives: {rto: 1h}
        steps:
          - fetch: all
          - stop-container: app
          - recreate-database: db
          - load: {artifact: shop.sqlite.zst, into: db}
          - untar: {artifact: uploads.tar.zst, into: uploads}
          - restart: app
        """);
  }

  @Test
  void aDrillWithoutMistakesHasNone() throws IOException {
    assertThat(read(DRILL)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {db: scratch.db, uploads        | {uploads                         | E231 | 5:10
          db: scratch.db,                 | database: scratch.db,            | E234 | 8:8
          bind: {db: scratch.db           | bind: {db: scratch.bd            | E234 | 8:12
          bind: {db: scratch.db           | bind: {db: db                    | E234 | 8:12
          db: {sqlite: {}}                | db: {directory: {}}              | E234 | 8:12
          db: {sqlite: {}}                | db: {sqllite: {}}                | E201 | 7:16
          with: {greeting                 | with: {greting                   | E146 | 9:8
          with: {greeting: hello}         | with: {days: soon}               | E143 | 9:14
          {rto: 30m}                      | {rto: 2h}                        | E232 | 10:13
          {rto: 30m}                      | {rpo: 25h}                       | E232 | 10:13
          restore: shop.restore.yaml      | restore: shop.backup.yaml        | E233 | 5:10
          plan: shop.backup.yaml          | plan: other.backup.yaml          | E233 | 4:7
          plan: shop.backup.yaml          | plan: shop.drill.yaml            | E233 | 4:7
          restore: shop.restore.yaml      | restore: shop.drill.yaml         | E233 | 5:10
          restore: shop.restore.yaml      | restore: none.restore.yaml       | E100 | 5:10
          from: local}                    | from: local, pick: argument}     | E405 | 6:29
          from: local}                    | from: local, pick: random}       | E405 | 6:29
          from: local}                    | from: elsewhere}                 | E210 | 6:16
          files: {in: scratch.uploads     | files: {in: scratch.upload       | E210 | 12:17
          backup: {from: local}           | prune: 3                         | E123 | 6:1
          bind: {db                       | bend: {db                        | E123 | 8:1
          """)
  void mistakesAreToldWithTheirPlace(String right, String wrong, String code, String place)
      throws IOException {
    assertThat(DRILL).contains(right);
    List<Problem> problems = read(DRILL.replace(right, wrong));
    assertThat(problems)
        .anySatisfy(
            problem -> {
              assertThat(problem.code()).hasToString(code);
              assertThat(problem.position()).hasToString("shop.drill.yaml:" + place);
            });
  }

  @Test
  void aMistakeOfTheRunbookIsToldWhereItIs() throws IOException {
    Path restore = directory.resolve("shop.restore.yaml");
    Files.writeString(restore, Files.readString(restore).replace("into: db}", "into: bd}"));
    assertThat(read(DRILL))
        .anySatisfy(
            problem ->
                assertThat(String.valueOf(problem.position())).startsWith("shop.restore.yaml:12:"));
  }

  private List<Problem> read(String drill) throws IOException {
    Path file = Files.writeString(directory.resolve("shop.drill.yaml"), drill);
    return switch (new PlanReader(CATALOG, "1.0.0", directory).check(file)) {
      case Reading.ValidDrill valid -> valid.problems();
      case Reading.Invalid invalid -> invalid.problems();
      case Reading.Valid valid -> throw new AssertionError("a drill was read as a plan");
      case Reading.ValidLibrary library ->
          throw new AssertionError("a drill was read as a library");
    };
  }
}
