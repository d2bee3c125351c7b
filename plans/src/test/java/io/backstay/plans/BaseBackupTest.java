package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.testing.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** A server copied while it works, and another one started on the copy. */
@Tag("docker")
@Tag("root")
@Needs({"docker", "root"})
final class BaseBackupTest {
  private static final DockerImageName IMAGE =
      DockerImageName.parse("pgvector/pgvector:pg17").asCompatibleSubstituteFor("postgres");

  private static final String BACKUP =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: shop
      secrets: {password: [env: DB_PASSWORD]}
      vars: {role: {default: boss}}
      sources:
        db: {postgres: {container: SERVER, database: shop, user: '${vars.role}', password: '${secrets.password}'}}
        data: {files: {path: recovered}}
      stores: {local: {directory: {path: backups, create: true}}}
      steps:
        - base-backup: {source: db, to: shop_base.tar.gz, checkpoint: fast}
        - upload: local
        - verify: {in: local, checks: [checksum: all, archive-readable: '*.tar.gz']}
      """;

  private static final String RESTORE =
      """
      apiVersion: backstay/v1
      kind: Restore
      name: shop
      plan: shop.backup.yaml
      backup: {from: [local], pick: latest}
      steps:
        - fetch: [shop_base.tar.gz]
        - untar: {artifact: shop_base.tar.gz, into: data}
      """;

  private static final PostgreSQLContainer SERVER = server();

  @TempDir static Path project;
  @TempDir static Path state;
  private static Cli cli = new Cli(Path.of("."), Path.of("."));

  private static PostgreSQLContainer server() {
    return new PostgreSQLContainer(IMAGE)
        .withDatabaseName("shop")
        .withUsername("boss")
        .withPassword("correct horse");
  }

  @BeforeAll
  static void thereIsAShop() throws Exception {
    SERVER.start();
    sql(SERVER, "CREATE TABLE goods AS SELECT i FROM generate_series(1, 50000) i");
    sql(SERVER, "CREATE TABLE ticks (at timestamptz DEFAULT now())");
    sql(SERVER, "CREATE ROLE clerk LOGIN PASSWORD 'correct horse'");
    Files.createFile(project.resolve("backstay.yaml"));
    Files.createDirectory(project.resolve("recovered"));
    String name = SERVER.getContainerName().substring(1);
    Files.writeString(project.resolve("shop.backup.yaml"), BACKUP.replace("SERVER", name));
    Files.writeString(project.resolve("shop.restore.yaml"), RESTORE);
    cli = new Cli(project, state).with("DB_PASSWORD", "correct horse");
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  @Test
  void anotherServerStartsOnWhatWasRestored() throws Exception {
    assertThat(cli.run("preview", "shop").expect(0).out()).contains("shop_base.tar.gz");
    cli.run("run", "shop").expect(0);
    sql(SERVER, "DELETE FROM goods");

    cli.run("restore", "shop").expect(0);

    Path data = project.resolve("recovered");
    assertThat(Files.getAttribute(data, "unix:mode")).isEqualTo(040700);
    try (PostgreSQLContainer other = server()) {
      other
          .withFileSystemBind(data.toString(), "/var/lib/postgresql/data", BindMode.READ_WRITE)
          .waitingFor(Wait.forLogMessage(".*ready to accept connections.*\\s", 1))
          .start();
      assertThat(value(other, "SELECT count(*) FROM goods")).isEqualTo("50000");
      assertThat(value(other, "SELECT pg_is_in_recovery()")).isEqualTo("f");
    }
  }

  /** Judged by the program that PostgreSQL has for it, on what an ordinary tar unpacks. */
  @Test
  void itIsWhatThisProgramOfPostgresSaysItIs() throws Exception {
    cli.run("run", "shop").expect(0);
    Path archive;
    try (var files = Files.walk(project.resolve("backups"))) {
      archive = files.filter(f -> f.toString().endsWith("base.tar.gz")).findFirst().orElseThrow();
    }
    Path copy = Files.createDirectories(state.resolve("by-hand"));
    Tool.run(copy, "tar", "-xpzf", archive.toString());
    SERVER.copyFileToContainer(MountableFile.forHostPath(copy), "/tmp/by-hand");

    Container.ExecResult verified = SERVER.execInContainer("pg_verifybackup", "/tmp/by-hand/db");

    assertThat(verified.getExitCode()).as(verified.getStderr()).isZero();
  }

  @Test
  void whatCannotBeCopiedIsSaidBeforeAnythingIsDone() throws Exception {
    assertThat(cli.run("run", "shop", "--var", "role=clerk").expect(3).out())
        .contains("the role may not copy the files of the server");
    SERVER.execInContainer("install", "-d", "-o", "postgres", "/tmp/elsewhere");
    sql(SERVER, "CREATE TABLESPACE elsewhere LOCATION '/tmp/elsewhere'");
    try {
      assertThat(cli.run("run", "shop").expect(3).out()).contains("tablespaces");
    } finally {
      sql(SERVER, "DROP TABLESPACE elsewhere");
    }
  }

  private static void sql(PostgreSQLContainer server, String statement) throws SQLException {
    try (Connection connection = connect(server);
        Statement some = connection.createStatement()) {
      some.execute(statement);
    }
  }

  private static String value(PostgreSQLContainer server, String query) throws SQLException {
    try (Connection connection = connect(server);
        Statement some = connection.createStatement();
        var rows = some.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static Connection connect(PostgreSQLContainer server) throws SQLException {
    return DriverManager.getConnection(
        server.getJdbcUrl(), server.getUsername(), server.getPassword());
  }
}
