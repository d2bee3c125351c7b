package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.testcontainers.containers.Container;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** A backup that loads its own dump into a temporary database before it counts. */
@Tag("docker")
@Needs("docker")
final class RehearseTest {
  private static final String BACKUP =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: shop
      secrets: {password: [env: DB_PASSWORD]}
      vars: {more: {type: boolean, default: false}}
      sources:
        db: {postgres: {container: SERVER, database: shop, user: owner, password: '${secrets.password}'}}
        files: {files: {path: papers}}
      stores: {local: {directory: {path: backups, create: true}}}
      steps:
        - dump: {source: db, to: shop.sql.gz, record: {row-counts: all, schema: true}}
        - tar: {source: files, to: papers.tar.gz}
          when: vars.more
        - rehearse:
            into:
              database: {server: db, name: 'shop_try_${run.stamp}'}
            checks:
              - tables: {min: 2, include: [goods]}
              - row-counts: {expect: recorded}
              - schema
              - sql: {query: "SELECT current_database() LIKE 'shop_try_%'", expect: true}
        - upload: local
        - verify: {in: local, checks: [checksum: all]}
      """;

  private static final PostgreSQLContainer SERVER =
      new PostgreSQLContainer(
              DockerImageName.parse("pgvector/pgvector:pg17").asCompatibleSubstituteFor("postgres"))
          .withDatabaseName("shop")
          .withUsername("boss")
          .withPassword("correct horse");

  @TempDir static Path project;
  @TempDir static Path state;
  private static Cli cli = new Cli(Path.of("."), Path.of("."));

  /** The role may make databases, and nothing more: no superuser is needed. */
  @BeforeAll
  static void thereIsAShop() throws IOException {
    SERVER.start();
    sql("CREATE ROLE owner LOGIN CREATEDB PASSWORD 'correct horse'");
    sql("ALTER DATABASE shop OWNER TO owner");
    sql(
        "SET ROLE owner; CREATE TABLE rules AS SELECT 1 AS least; CREATE TABLE goods AS"
            + " SELECT i, 'good ' || i AS name FROM generate_series(1, 100) i");
    Files.createDirectory(project.resolve("papers"));
    Files.writeString(project.resolve("papers/one"), "one");
    Files.createFile(project.resolve("backstay.yaml"));
    cli = new Cli(project, state).with("DB_PASSWORD", "correct horse");
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  @BeforeEach
  void writeThePlan() throws IOException {
    edit("", "");
  }

  @Test
  void aSetWhoseDumpWasLoadedAndCheckedIsRestored() {
    List<String> before = databases();

    cli.run("run", "shop").expect(0);

    assertThat(databases()).isEqualTo(before);
    assertThat(cli.run("list", "shop").expect(0).out()).contains("restored");
    assertThat(cli.run("preview", "shop").expect(0).out())
        .contains("database shop_try_", "the dump loaded into shop_try_");

    cli.run("run", "shop", "--var", "more=true").expect(0);
    assertThat(
            cli.run("list", "shop").expect(0).out().lines().filter(it -> it.contains("restored")))
        .as("an archive beside it was not rehearsed")
        .hasSize(1);
  }

  /** It can be dumped, and never be loaded: its rows come in an order that breaks a rule. */
  @Test
  void whatCannotBeLoadedOrLacksSomethingFailsTheRunAndLeavesNothing() throws IOException {
    List<String> before = databases();
    edit("include: [goods]", "include: [goods, bads]");
    assertThat(cli.run("run", "shop").expect(4).out()).contains("the database lacks bads");
    assertThat(databases()).isEqualTo(before);

    sql(
        "SET ROLE owner; CREATE FUNCTION enough(i int) RETURNS boolean LANGUAGE sql AS 'SELECT i >="
            + " coalesce((SELECT least FROM public.rules), 1000)';"
            + " ALTER TABLE goods ADD CONSTRAINT much CHECK (enough(i))");
    try {
      assertThat(cli.run("run", "shop").expect(1).out()).contains("violates check constraint");
      assertThat(databases()).isEqualTo(before);
    } finally {
      sql("ALTER TABLE goods DROP CONSTRAINT much; DROP FUNCTION enough(int)");
    }
  }

  @Test
  void whatHasItsNameIsInTheWayAndIsLeftAlone() throws IOException {
    edit("shop_try_${run.stamp}", "taken");
    sql("CREATE DATABASE taken");
    try {
      String out = cli.run("run", "shop").expect(1).out();
      assertThat(out).contains("database `taken` is in the way of a rehearsal");
      assertThat(databases()).contains("taken");
    } finally {
      sql("DROP DATABASE taken");
    }
    edit("shop_try_${run.stamp}", "shop");
    assertThat(cli.run("preview", "shop").expect(2).err())
        .contains("E211", "`shop` is the database itself");
  }

  /** Once it is owed, while it is made, filled and looked at. */
  @Test
  void aRunThatIsKilledLeavesNoDatabase() throws Exception {
    List<String> before = databases();
    Victim victim = new Victim(cli, state, project.resolve("output"));
    assertThat(victim.dieAt(8, "run", "shop")).isTrue();
    assertThat(String.join("\n", victim.journal())).contains("drop-rehearsal rehearse");

    cli.run("resume", "--undo-only");

    assertThat(databases()).isEqualTo(before);
    assertThat(sql("SELECT count(*) FROM goods")).isEqualTo("100");
  }

  private static void edit(String from, String to) throws IOException {
    String server = SERVER.getContainerName().substring(1);
    Files.writeString(
        project.resolve("shop.backup.yaml"),
        BACKUP.replace("container: SERVER", "container: " + server).replace(from, to));
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
