package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.plans.faults.Answer;
import io.backstay.plans.faults.WarmCli;
import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** What drills of PostgreSQL find: one set, restored again and again into a server of its own. */
@Tag("docker")
@Needs("docker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PostgresDrillsTest {
  private static final String MATRIX =
      """
      directory        | postgres     | nothing                                                  | passed              |
      directory        | postgres     | the server lacks a role that has rights in the database  | failed              | load
      directory        | postgres     | the server lacks an extension that the runbook creates   | failed              | load
      directory        | postgres     | the server lacks an extension that the plan declares     | failed              | load
      directory        | postgres     | the plan has another key than the set                    | failed              | fetch
      """;

  private static final String BACKUP =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: club
      secrets: {password: [env: CLUB_PASSWORD], key: [env: CLUB_KEY], other: [env: CLUB_OTHER]}
      sources:
        db: {postgres: {container: SERVER, database: club, user: boss, password: '${secrets.password}'}}
      stores: {local: {directory: {path: sets, create: true}}}
      steps:
        - dump: {source: db, to: club.dump, record: {row-counts: all}}
        - encrypt: {openssl: {password: '${secrets.key}'}}
        - upload: local
      """;

  private static final String RESTORE =
      """
      apiVersion: backstay/v1
      kind: Restore
      name: club
      plan: ./it.backup.yaml
      backup: {from: local, pick: latest}
      steps:
        - fetch: all
        - recreate-database: db
        - load: {artifact: club.dump, into: db}
        - verify:
            - row-counts: {in: db, expect: recorded}
      """;

  private static final String DRILL =
      """
      apiVersion: backstay/v1
      kind: Drill
      name: club
      plan: ./it.backup.yaml
      restore: ./it.restore.yaml
      backup: {from: local, pick: latest}
      scratch: {db: {postgres: {image: 'pgvector/pgvector:pg17', tmpfs: true}}}
      bind: {db: scratch.db}
      prepare:
        - sql: {in: db, statement: CREATE ROLE readers}
      verify:
        - row-counts: {in: scratch.db, expect: recorded}
      """;

  private static final PostgreSQLContainer SERVER =
      new PostgreSQLContainer(
              DockerImageName.parse("pgvector/pgvector:pg17").asCompatibleSubstituteFor("postgres"))
          .withDatabaseName("club")
          .withUsername("boss")
          .withPassword("correct horse");

  @TempDir static Path project;
  @TempDir static Path beside;
  private String backup = "";
  private WarmCli cli;

  PostgresDrillsTest() {}

  static Stream<DrillCase> cases() {
    return MATRIX.lines().map(DrillCase::of);
  }

  @BeforeAll
  void oneSetForAll() throws Exception {
    SERVER.start();
    var made =
        SERVER.execInContainer(
            "psql",
            "-XAtqv",
            "ON_ERROR_STOP=1",
            "-U",
            "boss",
            "-d",
            "club",
            "-c",
            "CREATE ROLE readers; CREATE TABLE members AS SELECT i FROM generate_series(1, 100) i;"
                + " GRANT SELECT ON members TO readers");
    assertThat(made.getExitCode()).as(made.getStderr()).isZero();
    String server = SERVER.getContainerName().substring(1);
    Files.createFile(project.resolve("backstay.yaml"));
    backup = BACKUP.replace("SERVER", server);
    Files.writeString(project.resolve("it.backup.yaml"), backup);
    cli =
        new WarmCli(
            beside,
            Map.of(
                "BACKSTAY_STATE_DIR", beside.resolve("state").toString(),
                "BACKSTAY_SCRATCH_DIR", beside.resolve("scratch").toString(),
                "CLUB_PASSWORD", "correct horse",
                "CLUB_KEY", "battery staple",
                "CLUB_OTHER", "battery stable"));
    cli.run(List.of("run", project + "/it.backup.yaml")).expect(0);
  }

  @AfterAll
  void stop() {
    cli.close();
    SERVER.stop();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void itEndsAsItHasTo(DrillCase row) throws IOException {
    Files.writeString(project.resolve("it.backup.yaml"), row.disaster().backup(backup));
    Files.writeString(project.resolve("it.restore.yaml"), row.disaster().restore(RESTORE));
    Files.writeString(project.resolve("it.drill.yaml"), row.disaster().drill(DRILL));

    Answer answer = cli.run(List.of("drill", project + "/it.drill.yaml", "-o", "json", "-q"));

    row.judge(answer.exit(), answer.out(), project, "it");
  }
}
