package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.containers.Container;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** A drill into a database beside the real one, on the server others use. */
@Tag("docker")
@Needs("docker")
final class ScratchDatabaseTest {
  private static final String BACKUP =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: shop
      secrets: {password: [env: DB_PASSWORD]}
      sources:
        db: {postgres: {container: SERVER, database: shop, user: owner, password: '${secrets.password}'}}
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
        - recreate-database: {source: db, terminate-connections: true, previous: {keep: 24h}}
        - load: {artifact: shop.dump, into: db}
        - exec: {run: ['true'], env: {DATABASE: '${sources.db.database}'}}
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
        db: {database: {server: db, name: 'shop_test_${run.stamp}'}}
      bind: {db: scratch.db}
      verify:
        - row-counts: {in: scratch.db, expect: recorded}
        - schema: {in: scratch.db, expect: recorded}
        - sql: {in: scratch.db, query: SELECT count(*) FROM goods, expect: 100}
      """;

  private static final String OWN =
      """
      apiVersion: backstay/v1
      kind: Drill
      name: own
      plan: ./shop.backup.yaml
      restore: ./shop.restore.yaml
      scratch:
        db: {database: {server: db, name: 'shop_own_${run.stamp}'}}
        store: {directory: {}}
      bind: {db: scratch.db, local: scratch.store}
      prepare:
        - sql: {in: db, statement: "CREATE TABLE goods AS SELECT i, 'own ' || i AS name FROM generate_series(1, 7) i"}
      backup: {fresh: true, of: scratch}
      damage:
        - sql: {in: scratch.db, statement: TRUNCATE goods -- all of it}
      verify:
        - sql: {in: scratch.db, query: "SELECT string_agg(name, ',') FROM goods WHERE i < 3", expect: 'own 1,own 2'}
      """;

  private static final PostgreSQLContainer SERVER =
      new PostgreSQLContainer(
              DockerImageName.parse("pgvector/pgvector:pg17").asCompatibleSubstituteFor("postgres"))
          .withDatabaseName("shop")
          .withUsername("boss")
          .withPassword("correct horse");

  @TempDir static Path project;
  @TempDir static Path state;
  @TempDir static Path scratch;
  private static Cli cli = new Cli(Path.of("."), Path.of("."));

  /** The role may make databases, and nothing more: no superuser is needed. */
  @BeforeAll
  static void thereIsASet() throws IOException {
    SERVER.start();
    sql("CREATE ROLE owner LOGIN CREATEDB PASSWORD 'correct horse'");
    sql("ALTER DATABASE shop OWNER TO owner");
    sql(
        "SET ROLE owner; CREATE TABLE goods AS SELECT i, 'good ' || i AS name FROM"
            + " generate_series(1, 100) i");
    String server = SERVER.getContainerName().substring(1);
    Files.createFile(project.resolve("backstay.yaml"));
    Files.writeString(
        project.resolve("shop.backup.yaml"),
        BACKUP.replace("container: SERVER", "container: " + server));
    Files.writeString(project.resolve("shop.restore.yaml"), RESTORE);
    cli =
        new Cli(project, state)
            .with("DB_PASSWORD", "correct horse")
            .with("BACKSTAY_SCRATCH_DIR", scratch.toString());
    cli.run("run", "shop").expect(0);
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  @BeforeEach
  void writeTheDrill() throws IOException {
    Files.writeString(project.resolve("shop.drill.yaml"), DRILL);
    Files.writeString(project.resolve("own.drill.yaml"), OWN);
  }

  @Test
  void theRunbookIsRehearsedBesideTheRealDatabase() throws IOException {
    List<String> before = databases();

    String out = cli.run("drill", "shop").expect(0).out();

    assertThat(out).contains("PASSED", "runbook 5 of 5", "1 made, 1 removed");
    assertThat(databases()).isEqualTo(before);
    assertThat(sql("SELECT count(*) FROM goods")).isEqualTo("100");
    assertThat(report().at("/subject/isolation/0").asText()).contains("shop_test_");
  }

  @Test
  void whatHasItsNameIsInTheWayAndIsLeftAlone() throws IOException {
    edit("shop_test_${run.stamp}", "taken");
    sql("CREATE DATABASE taken");
    try {
      String out = cli.run("drill", "shop").expect(4).out();
      assertThat(out).contains("database `taken` is in the way", "shop.drill.yaml:8:");
      assertThat(databases()).contains("taken");
    } finally {
      sql("DROP DATABASE taken");
    }
  }

  /** What is full is a disk in memory, and nothing of this host. */
  @Test
  void aDiskThatIsFullFailsTheRunbookAndNothingElse() throws IOException {
    edit(
        "database: {server: db, name: 'shop_test_${run.stamp}'}",
        "postgres: {image: 'pgvector/pgvector:pg17', tmpfs: true, memory: 512MiB}");
    Files.writeString(
        project.resolve("shop.drill.yaml"),
        Files.readString(project.resolve("shop.drill.yaml"))
            + "inject:\n  - disk-full: scratch.db\n    before: load\n    expect: contained\n");
    String out = cli.run("drill", "shop").expect(0).out();
    assertThat(out).contains("PASSED", "injections 1 of 1");
    assertThat(report().at("/injections/0/evidence").asText()).contains("No space left");
    assertThat(report().at("/subject/scratch/0/image").asText()).isNotEmpty();
  }

  @Test
  void theRealDatabaseIsNoScratch() throws IOException {
    edit("shop_test_${run.stamp}", "shop");
    String out = cli.run("validate", "shop.drill.yaml").expect(2).out();
    assertThat(out).contains("E231", "`scratch.db` is the real source `db`");
  }

  /** Before it is made, while it is filled, and when the names are swapped. */
  @ParameterizedTest
  @ValueSource(ints = {8, 20})
  void aDrillThatIsKilledLeavesNoDatabase(int events) throws Exception {
    List<String> before = databases();
    new Victim(cli, state, project.resolve("output")).dieAt(events, "drill", "shop");

    cli.run("resume", "--undo-only");

    assertThat(databases()).isEqualTo(before);
    assertThat(sql("SELECT count(*) FROM goods")).isEqualTo("100");
  }

  /** Data of its own are made, backed up, lost and restored; what is real hears nothing of it. */
  @Test
  void aDrillMakesItsOwnDataAndItsOwnSet() throws IOException {
    List<String> before = databases();
    List<String> sets = sets();

    String out = cli.run("drill", "own").expect(0).out();

    assertThat(out).contains("PASSED", "runbook 5 of 5", "2 made, 2 removed");
    assertThat(sets()).isEqualTo(sets);
    assertThat(databases()).isEqualTo(before);
    assertThat(scratch).isEmptyDirectory();
    assertThat(cli.run("drill", "own", "--set", "latest").expect(2).err()).contains("E411");
  }

  /** During the backup, and during the restore. */
  @ParameterizedTest
  @ValueSource(ints = {24, 40})
  void aDrillOfItsOwnDataThatIsKilledLeavesNothing(int events) throws Exception {
    List<String> before = databases();
    List<String> sets = sets();
    new Victim(cli, state, project.resolve("output")).dieAt(events, "drill", "own");

    cli.run("resume", "--undo-only").expect(0);

    assertThat(databases()).isEqualTo(before);
    assertThat(scratch).isEmptyDirectory();
    assertThat(sets()).isEqualTo(sets);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\\\! touch here", "SELECT 'open"})
  void whatTheServerRefusesFailsTheDrillWhereItStands(String statement) throws IOException {
    Files.writeString(
        project.resolve("own.drill.yaml"),
        OWN.replace("TRUNCATE goods -- all of it", '"' + statement + '"'));
    String out = cli.run("drill", "own").expect(4).out();
    assertThat(out).contains("PostgreSQL answered: ", "own.drill.yaml:14:5");
    assertThat(project.resolve("here")).doesNotExist();
    assertThat(scratch).isEmptyDirectory();
  }

  /** What the real store has, but for how long it has had it. */
  private static List<String> sets() throws IOException {
    return cli.run("list", "shop", "-o", "json")
        .expect(0)
        .out()
        .lines()
        .filter(line -> !line.contains("age") && !line.contains("Ago"))
        .toList();
  }

  private void edit(String from, String to) throws IOException {
    Files.writeString(project.resolve("shop.drill.yaml"), DRILL.replace(from, to));
  }

  private JsonNode report() throws IOException {
    return new ObjectMapper()
        .readTree(new DrillSite(project, state, project).evidence().getLast().toFile());
  }

  private static List<String> databases() {
    return sql("SELECT datname FROM pg_database ORDER BY 1").lines().toList();
  }

  private static String sql(String statement) {
    try {
      Container.ExecResult result =
          SERVER.execInContainer(
              "psql",
              "-XAtq",
              "-v",
              "ON_ERROR_STOP=1",
              "-U",
              "boss",
              "-d",
              "shop",
              "-c",
              statement);
      assertThat(result.getExitCode()).as(result.getStderr()).isZero();
      return result.getStdout().strip();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
