package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A drill into a server of its own that the programs of this host make; Docker has no part. */
@Tag("postgres")
@Needs("postgres")
final class ScratchClusterTest {
  private static final String MATRIX =
      """
      directory | postgres, by the host's own programs | nothing | passed |
      directory | postgres, by the host's own programs | the server lacks a role that has rights in the database | failed | load
      directory | postgres, by the host's own programs | the server lacks an extension that the runbook creates | failed | load
      """;

  private static final String BACKUP =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: shop
      sources: {db: {postgres: {host: SOCKET, database: shop, user: owner}}}
      stores: {local: {directory: {path: backups, create: true}}}
      steps:
        - dump: {source: db, to: shop.dump, record: {row-counts: all, schema: true}}
        - upload: local
      """;

  private static final String RESTORE =
      """
      apiVersion: backstay/v1
      kind: Restore
      name: shop
      plan: ./shop.backup.yaml
      backup: {from: local, pick: latest}
      steps:
        - fetch: all
        - recreate-database: {source: db, terminate-connections: true}
        - load: {artifact: shop.dump, into: db}
        - exec:
            run: [sh, '-c', 'exec psql "$DATABASE_URL" -Xc "ALTER TABLE goods ADD COLUMN migrated int"']
            secret-env: {DATABASE_URL: '${sources.db.url}'}
          id: migrate
          drill: run
        - verify:
            - row-counts: {in: db, expect: recorded}
      """;

  private static final String DRILL =
      """
      apiVersion: backstay/v1
      kind: Drill
      name: shop
      plan: ./shop.backup.yaml
      restore: ./shop.restore.yaml
      backup: {from: local, pick: latest}
      scratch:
        db: {postgres-cluster: {}}
      bind: {db: scratch.db}
      prepare:
        - sql: {in: db, statement: CREATE ROLE readers}
      verify:
        - row-counts: {in: scratch.db, expect: recorded}
        - sql: {in: scratch.db, query: SELECT count(*) FROM goods WHERE migrated IS NULL, expect: 100}
      """;

  @TempDir static Path project;
  @TempDir static Path state;
  private static Path scratch = Path.of(".");
  private static HostServer server;
  private static Cli cli = new Cli(Path.of("."), Path.of("."));

  @BeforeAll
  static void thereIsASet() throws IOException {
    server = new HostServer();
    scratch = HostServer.open();
    server.sql("postgres", "CREATE ROLE owner LOGIN CREATEDB; CREATE ROLE readers");
    server.sql("postgres", "CREATE DATABASE shop OWNER owner");
    server.sql(
        "shop",
        "SET ROLE owner; CREATE TABLE goods AS SELECT i, 'good ' || i AS name FROM"
            + " generate_series(1, 100) i; GRANT SELECT ON goods TO readers");
    Files.createFile(project.resolve("backstay.yaml"));
    Files.writeString(
        project.resolve("shop.backup.yaml"), BACKUP.replace("SOCKET", server.socket().toString()));
    Files.writeString(project.resolve("shop.restore.yaml"), RESTORE);
    cli = new Cli(project, state).with("BACKSTAY_SCRATCH_DIR", scratch.toString());
    cli.run("run", "shop").expect(0);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    PathUtils.deleteDirectory(scratch);
  }

  @BeforeEach
  void writeTheDrill() throws IOException {
    Files.writeString(project.resolve("shop.restore.yaml"), RESTORE);
    Files.writeString(project.resolve("shop.drill.yaml"), DRILL);
  }

  @Test
  void theRunbookIsRehearsedOnAServerOfItsOwn() throws IOException {
    String out = cli.run("drill", "shop").expect(0).out();

    assertThat(out).contains("PASSED", "runbook 5 of 5", "1 made, 1 removed");
    JsonNode report =
        new ObjectMapper()
            .readTree(new DrillSite(project, state, project).evidence().getLast().toFile());
    assertThat(report.at("/subject/isolation/0").toString())
        .contains("scratch PostgreSQL server in " + scratch);
    assertThat(server.sql("shop", "SELECT count(*) FROM pg_attribute WHERE attname = 'migrated'"))
        .isEqualTo("0");
    nothingIsLeft();
  }

  static Stream<DrillCase> cases() {
    return MATRIX.lines().map(DrillCase::of);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void itEndsAsItHasTo(DrillCase row) throws IOException {
    Files.writeString(project.resolve("shop.restore.yaml"), row.disaster().restore(RESTORE));
    Files.writeString(project.resolve("shop.drill.yaml"), row.disaster().drill(DRILL));

    Cli.Result result = cli.run("drill", "shop", "-o", "json", "-q");

    row.judge(result.exit(), result.out(), project, "shop");
    nothingIsLeft();
  }

  /** Before it is made, while it is made, and while it is filled. */
  @ParameterizedTest
  @ValueSource(ints = {5, 7, 9, 20})
  void aDrillThatIsKilledLeavesNoServer(int events) throws Exception {
    new Victim(cli, state, project.resolve("output")).dieAt(events, "drill", "shop");

    cli.run("resume", "--undo-only");

    nothingIsLeft();
  }

  /** The second server is another one; whatever loaded into the first has ended with it. */
  @Test
  void aDrillThatKillsItsEngineWhileItLoadsBeginsAgain() throws IOException {
    Files.writeString(
        project.resolve("shop.restore.yaml"),
        RESTORE.replace("into: db}", "into: db, then-sql: [SELECT pg_sleep(3)]}"));
    Files.writeString(
        project.resolve("shop.drill.yaml"),
        DRILL + "inject: [{kill-engine: {}, during: load, delay: 1s, expect: recovered}]\n");

    String out = cli.run("drill", "shop").expect(0).out();

    assertThat(out).contains("PASSED", "injections 1 of 1", "2 made, 2 removed");
    assertThat(
            new DrillSite(project, state, project).report().at("/injections/0/evidence").asText())
        .contains("died during load");
    nothingIsLeft();
  }

  @Test
  void aServerOfWhichNoJournalKnowsIsFoundAndRemoved() throws Exception {
    Victim victim = new Victim(cli, state, project.resolve("output"));
    victim.dieAt(20, "drill", "shop");
    Files.delete(state.resolve("runs").resolve(victim.lastRun() + ".jsonl"));

    assertThat(cli.run("drill", "--cleanup").expect(5).out()).contains("PostgreSQL server in");
    assertThat(processes()).isNotEmpty();
    assertThat(cli.run("drill", "--cleanup", "--foreign").expect(0).out()).contains("removed");

    nothingIsLeft();
  }

  @Test
  void aHostWithoutTheProgramsIsToldWhatToInstall() throws IOException {
    Files.writeString(
        project.resolve("shop.drill.yaml"),
        DRILL.replace("postgres-cluster: {}", "postgres-cluster: {tools: /none}"));
    assertThat(cli.run("drill", "shop", "--dry-run").expect(3).out())
        .contains("there is no initdb of a PostgreSQL server in `/none`", "Install");
    assertThat(cli.run("drill", "shop").expect(4).out())
        .contains("there is no initdb of a PostgreSQL server in `/none`", "shop.drill.yaml:8:");
    nothingIsLeft();
  }

  private void nothingIsLeft() throws IOException {
    assertThat(scratch).isEmptyDirectory();
    assertThat(processes()).isEmpty();
  }

  /** All that are in the directory for scratch. */
  private List<Path> processes() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.filter(process -> Files.isSymbolicLink(process.resolve("cwd")))
          .filter(this::isThere)
          .toList();
    }
  }

  private boolean isThere(Path process) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).startsWith(scratch);
    } catch (IOException gone) {
      return false;
    }
  }
}
