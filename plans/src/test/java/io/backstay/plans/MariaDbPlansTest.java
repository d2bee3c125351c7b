package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.testing.Needs;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A database of MariaDB through the command line: backed up, rehearsed, damaged, restored, drilled.
 */
@Tag("docker")
@Needs("docker")
final class MariaDbPlansTest {
  private static final String BACKUP =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: shop
      secrets: {password: [env: DB_PASSWORD]}
      sources:
        db: {mariadb: {container: SERVER, database: shop, user: owner, password: '${secrets.password}'}}
      stores: {local: {directory: {path: backups, create: true}}}
      steps:
        - dump: {source: db, to: shop.sql.gz, record: {row-counts: all, schema: true}}
        - rehearse:
            into:
              database: {server: db, name: 'shop_try_${run.stamp}'}
            checks:
              - tables: {min: 1, include: [goods]}
              - row-counts: {expect: recorded}
              - schema
              - sql: {query: "SELECT DATABASE() LIKE 'shop_try_%'", expect: 1}
        - upload: local
        - verify: {in: local, checks: [checksum: all]}
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
        - load: {artifact: shop.sql.gz, into: db}
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
        - schema: {in: scratch.db, expect: recorded}
        - sql: {in: scratch.db, query: SELECT COUNT(*) FROM dear, expect: 50}
      """;

  private static final String OWN =
      """
      apiVersion: backstay/v1
      kind: Drill
      name: own
      plan: ./shop.backup.yaml
      restore: ./shop.restore.yaml
      scratch:
        db: {mariadb: {image: 'mariadb:11.8', memory: 512MiB}}
        store: {directory: {}}
      bind: {db: scratch.db, local: scratch.store}
      prepare:
        - sql:
            in: db
            statement: |
              CREATE TABLE goods AS SELECT seq AS i, CONCAT('own ', seq) AS name FROM seq_1_to_7;
              CREATE DEFINER = owner@`%` VIEW dear AS SELECT * FROM goods WHERE i > 5;
              INSERT INTO goods VALUES (8, 'own 8')
      backup: {fresh: true, of: scratch}
      damage:
        - sql: {in: scratch.db, statement: DELETE FROM goods -- all of it}
      verify:
        - sql: {in: scratch.db, query: SELECT GROUP_CONCAT(name) FROM dear, expect: 'own 6,own 7,own 8'}
      """;

  private static final GenericContainer<?> SERVER =
      new GenericContainer<>(DockerImageName.parse("mariadb:11.8"))
          .withEnv("MARIADB_ROOT_PASSWORD", "boss")
          .withExposedPorts(3306);

  @TempDir static Path project;
  @TempDir static Path state;
  @TempDir static Path scratch;
  private static Cli cli = new Cli(Path.of("."), Path.of("."));

  /** The account may do what it likes with databases whose names begin like its own. */
  @BeforeAll
  static void thereIsAShop() throws IOException {
    SERVER.start();
    as("root", "boss", "mysql", "CREATE USER owner@localhost IDENTIFIED BY 'correct horse'");
    for (String names : List.of("shop", "shop\\_%")) {
      as("root", "boss", "mysql", "GRANT ALL ON `" + names + "`.* TO owner@localhost");
    }
    as("root", "boss", "mysql", "GRANT SELECT ON mysql.proc TO owner@localhost");
    as("root", "boss", "mysql", "CREATE DATABASE shop CHARACTER SET utf8mb4");
    sql(
        "CREATE TABLE goods AS SELECT seq AS i, CONCAT('good ', seq) AS name FROM seq_1_to_100;"
            + " CREATE VIEW dear AS SELECT * FROM goods WHERE i > 50");
    Files.createFile(project.resolve("backstay.yaml"));
    Files.writeString(project.resolve("shop.restore.yaml"), RESTORE);
    cli =
        new Cli(project, state)
            .with("DB_PASSWORD", "correct horse")
            .with("BACKSTAY_SCRATCH_DIR", scratch.toString());
    edit("", "");
    cli.run("run", "shop").expect(0);
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  @BeforeEach
  void writeThePlans() throws IOException {
    edit("", "");
    Files.writeString(project.resolve("shop.drill.yaml"), DRILL);
    Files.writeString(project.resolve("own.drill.yaml"), OWN);
  }

  @Test
  void whatWasDamagedIsRestored() {
    assertThat(cli.run("list", "shop").expect(0).out()).contains("restored");
    assertThat(cli.run("preview", "shop").expect(0).out())
        .contains("database shop_try_", "the dump loaded into shop_try_");
    sql("DROP VIEW dear; DELETE FROM goods WHERE i > 3; CREATE TABLE newer (i INT)");
    try {
      cli.run("restore", "shop").expect(0);

      assertThat(sql("SELECT COUNT(*) FROM dear")).isEqualTo("50");
      assertThat(sql("SHOW TABLES LIKE 'newer'")).isEmpty();
      assertThat(databases()).anyMatch(name -> name.startsWith("shop_before_"));
    } finally {
      forgetWhatWasKept();
    }
  }

  @Test
  void whatLacksSomethingFailsTheRunAndLeavesNothing() throws IOException {
    List<String> before = databases();
    edit("include: [goods]", "include: [goods, bads]");

    assertThat(cli.run("run", "shop").expect(4).out()).contains("the database lacks bads");

    assertThat(databases()).isEqualTo(before);
  }

  @Test
  void whatHasItsNameIsInTheWayAndIsLeftAlone() throws IOException {
    sql("CREATE DATABASE shop_taken");
    try {
      edit("shop_try_${run.stamp}", "shop_taken");
      assertThat(cli.run("run", "shop").expect(1).out())
          .contains("database `shop_taken` is in the way of a rehearsal");
      Files.writeString(
          project.resolve("shop.drill.yaml"),
          DRILL.replace("shop_test_${run.stamp}", "shop_taken"));
      assertThat(cli.run("drill", "shop").expect(4).out())
          .contains("database `shop_taken` is in the way of a scratch", "shop.drill.yaml:8:");
      assertThat(databases()).contains("shop_taken");
    } finally {
      sql("DROP DATABASE shop_taken");
    }
    edit("shop_try_${run.stamp}", "shop");
    assertThat(cli.run("preview", "shop").expect(2).err())
        .contains("E211", "`shop` is the database itself");
  }

  @Test
  void theRunbookIsRehearsedBesideTheRealDatabase() {
    List<String> before = databases();

    String out = cli.run("drill", "shop").expect(0).out();

    assertThat(out).contains("PASSED", "runbook 4 of 4", "1 made, 1 removed");
    assertThat(databases()).isEqualTo(before);
    assertThat(sql("SELECT COUNT(*) FROM goods")).isEqualTo("100");
  }

  /** Its own server is a container; what is real hears nothing of it. */
  @Test
  void aDrillMakesItsOwnServerItsOwnDataAndItsOwnSet() {
    String out = cli.run("drill", "own").expect(0).out();

    assertThat(out).contains("PASSED", "runbook 4 of 4", "2 made, 2 removed");
    assertThat(scratch).isEmptyDirectory();
  }

  /** While it is looked at. */
  @Test
  void aRehearsalThatIsKilledLeavesNoDatabase() throws Exception {
    List<String> before = databases();
    Victim victim = new Victim(cli, state, project.resolve("output"));
    assertThat(victim.dieAt(8, "run", "shop")).isTrue();
    assertThat(String.join("\n", victim.journal())).contains("drop-rehearsal rehearse");

    cli.run("resume", "--undo-only");

    assertThat(databases()).isEqualTo(before);
    assertThat(sql("SELECT COUNT(*) FROM goods")).isEqualTo("100");
  }

  /** While the successor is made, filled, and put in the place of what was damaged. */
  @ParameterizedTest
  @ValueSource(ints = {8, 10})
  void aRestoreThatIsKilledLeavesWhatWasThere(int events) throws Exception {
    sql("DELETE FROM goods WHERE i > 3");
    try {
      List<String> before = databases();
      Victim victim = new Victim(cli, state, project.resolve("output"));
      assertThat(victim.dieAt(events, "restore", "shop")).isTrue();

      cli.run("resume", "--undo-only");

      assertThat(databases()).isEqualTo(before);
      assertThat(sql("SELECT COUNT(*) FROM goods")).isEqualTo("3");
      assertThat(sql("SELECT COUNT(*) FROM dear")).isEqualTo("0");
    } finally {
      sql("INSERT INTO goods SELECT seq, CONCAT('good ', seq) FROM seq_4_to_100");
    }
  }

  private static void edit(String from, String to) throws IOException {
    String server = SERVER.getContainerName().substring(1);
    Files.writeString(
        project.resolve("shop.backup.yaml"),
        BACKUP.replace("container: SERVER", "container: " + server).replace(from, to));
  }

  private static void forgetWhatWasKept() {
    databases().stream()
        .filter(name -> name.startsWith("shop_"))
        .forEach(name -> sql("DROP DATABASE " + name));
  }

  private static List<String> databases() {
    return sql("SHOW DATABASES").lines().toList();
  }

  private static String sql(String statement) {
    return as("owner", "correct horse", "shop", statement);
  }

  private static String as(String user, String password, String database, String statement) {
    try {
      Container.ExecResult result =
          SERVER.execInContainer(
              "mariadb", "-BN", "-u" + user, "-p" + password, database, "-e", statement);
      assertThat(result.getExitCode()).as(result.getStderr()).isZero();
      return result.getStdout().strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
