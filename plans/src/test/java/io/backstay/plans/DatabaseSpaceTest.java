package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** A database beside which no second one finds room is refused before anything is stopped. */
@Tag("docker")
@Tag("root")
@Needs({"docker", "root"})
final class DatabaseSpaceTest {
  private static final String DATA = "/var/lib/postgresql/data";
  private static final String BACKUP =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: big
      secrets: {db: {env: DB_PASSWORD}}
      sources: {app: {postgres: {SERVER, user: test, database: test, password: '${secrets.db}'}}}
      stores: {local: {directory: {path: store, create: true}}}
      steps:
        - dump: {source: app, to: app.dump.zst}
        - upload: local
      """;

  private static final String RESTORE =
      """
      apiVersion: backstay/v1
      kind: Restore
      name: big
      plan: ./big.backup.yaml
      backup: {from: local, pick: latest}
      confirm: {phrase: big}
      steps:
        - fetch: all
        - recreate-database: {source: app, previous: {keep: 1h}}
        - load: {artifact: app.dump.zst, into: app}
      """;

  @TempDir Path project;
  @TempDir Path state;

  @Test
  void isRefusedWhereItCanBeToldAndSaidToBeUnknownElsewhere() throws IOException {
    try (PostgreSQLContainer server =
        new PostgreSQLContainer(DockerImageName.parse("postgres:15"))
            .withTmpFs(Map.of(DATA, "size=200m"))
            .withCommand("postgres", "-c", "max_wal_size=32MB", "-c", "fsync=off")) {
      server.start();
      fill(server);
      Cli cli = new Cli(project, state).with("DB_PASSWORD", "test");
      plans("container: " + server.getContainerName().substring(1));
      cli.run("run", "big").expect(0);

      Cli.Result refused = cli.run("restore", "big", "--confirm", "big").expect(3);
      assertThat(refused.out())
          .containsPattern("no space in `" + DATA + " in .*`: need about \\d+ MiB, have \\d+ MiB");
      assertThat(cli.run("restore", "big", "--dry-run").expect(3).out())
          .contains("no space in `" + DATA);

      plans("host: %s, port: %d".formatted(server.getHost(), server.getMappedPort(5432)));
      assertThat(cli.run("restore", "big", "--dry-run").expect(0).out())
          .contains("room for source.app: unknown, where its data lies cannot be seen from here");
    }
  }

  /** Without a log of what is written, which would take as much room again. */
  private static void fill(PostgreSQLContainer server) throws IOException {
    String fill =
        "CREATE UNLOGGED TABLE t AS SELECT g, repeat(md5(g::text), 30) AS r"
            + " FROM generate_series(1, 88000) g";
    try {
      server.execInContainer("psql", "-U", "test", "-c", fill);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void plans(String server) throws IOException {
    if (Files.notExists(project.resolve("backstay.yaml"))) {
      Files.createFile(project.resolve("backstay.yaml"));
    }
    Files.writeString(project.resolve("big.backup.yaml"), BACKUP.replace("SERVER", server));
    Files.writeString(project.resolve("big.restore.yaml"), RESTORE);
  }
}
