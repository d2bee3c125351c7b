package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.testing.Needs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/** A server of Redis through the command line: backed up, damaged, restored, drilled. */
@Tag("docker")
@Needs("docker")
final class RedisPlansTest {
  private static final String PASSWORD = "correct horse";

  private static final String BACKUP =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: cache
      secrets: {password: [env: REDIS_PASSWORD]}
      sources:
        db: {redis: {container: SERVER, password: '${secrets.password}'}}
      stores: {local: {directory: {path: backups, create: true}}}
      steps:
        - dump: {source: db, to: cache.rdb.zst, record: {row-counts: all}}
        - upload: local
        - verify: {in: local, checks: [checksum: all, dump-readable: all]}
      """;

  private static final String RESTORE =
      """
      apiVersion: backstay/v1
      kind: Restore
      name: cache
      plan: ./cache.backup.yaml
      backup: {from: local, pick: latest}
      steps:
        - fetch: all
        - recreate-database: {source: db, terminate-connections: true, previous: {keep: 24h}}
        - load: {artifact: cache.rdb.zst, into: db}
        - verify:
            - row-counts: {in: db, expect: recorded}
            - tables: {in: db, min: 2, include: [db0, db3]}
      """;

  private static final String DRILL =
      """
      apiVersion: backstay/v1
      kind: Drill
      name: cache
      plan: ./cache.backup.yaml
      restore: ./cache.restore.yaml
      backup: {from: local, pick: latest}
      scratch:
        db: {redis: {image: 'redis:8', memory: 256MiB}}
      bind: {db: scratch.db}
      verify:
        - row-counts: {in: scratch.db, expect: recorded}
      """;

  private static final String[] CONTENT = {
    "SET text 'some text'",
    "SET number 7",
    "RPUSH list a b c",
    "HSET hash a 1 b 2",
    "SADD set a b c",
    "ZADD ranks 1.5 a 2.5 b",
    "XADD stream 1-1 field value",
    "XGROUP CREATE stream readers 0",
    "XREADGROUP GROUP readers somebody COUNT 1 STREAMS stream >",
    "SET session 1 PXAT 4102444800123",
    "SELECT 3",
    "SET other 1"
  };

  private static final GenericContainer<?> SERVER =
      new GenericContainer<>(DockerImageName.parse("redis:7"))
          .withCommand(
              "--requirepass",
              PASSWORD,
              "--appendonly",
              "yes",
              "--repl-diskless-sync-delay",
              "0",
              "--enable-debug-command",
              "yes");

  @TempDir static Path project;
  @TempDir static Path state;
  @TempDir static Path scratch;
  private static Cli cli = new Cli(Path.of("."), Path.of("."));
  private static String digest = "";

  @BeforeAll
  static void thereIsACache() throws IOException {
    SERVER.start();
    redis(CONTENT);
    digest = redis("DEBUG DIGEST");
    Files.createFile(project.resolve("backstay.yaml"));
    Files.writeString(project.resolve("cache.restore.yaml"), RESTORE);
    Files.writeString(project.resolve("cache.drill.yaml"), DRILL);
    String server = SERVER.getContainerName().substring(1);
    Files.writeString(
        project.resolve("cache.backup.yaml"),
        BACKUP.replace("container: SERVER", "container: " + server));
    cli =
        new Cli(project, state)
            .with("REDIS_PASSWORD", PASSWORD)
            .with("BACKSTAY_SCRATCH_DIR", scratch.toString());
    cli.run("run", "cache").expect(0);
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  @Test
  void whatWasDamagedIsRestoredAndIsThereWhenTheServerHasStartedAgain() throws IOException {
    assertThat(cli.run("restore", "cache", "--dry-run").expect(0).out())
        .contains("an empty database of the server beside each live one");
    redis("DEL list stream session", "SET number 8", "SET newer 1", "SELECT 3", "FLUSHDB");

    cli.run("restore", "cache").expect(0);
    redis("CONFIG SET maxmemory 0");
    SERVER.getDockerClient().killContainerCmd(SERVER.getContainerId()).exec();
    SERVER.getDockerClient().startContainerCmd(SERVER.getContainerId()).exec();

    assertThat(redis("PEXPIRETIME session")).isEqualTo("4102444800123");
    assertThat(redis("XPENDING stream readers")).startsWith("1");
    assertThat(redis("SELECT 15", "GET newer", "FLUSHDB")).contains("OK");
    assertThat(redis("SELECT 14", "FLUSHDB", "DEBUG DIGEST")).isEqualTo(digest);
  }

  /** While it is brought in beside, and when it has been swapped in. */
  @ParameterizedTest
  @ValueSource(ints = {8, 10, 12})
  void aRestoreThatIsKilledLeavesWhatWasThere(int events) throws Exception {
    redis("SET number 8", "SELECT 3", "FLUSHDB");
    try {
      String damaged = redis("DEBUG DIGEST");
      Victim victim = new Victim(cli, state, project.resolve("output"));
      assertThat(victim.dieAt(events, "restore", "cache")).isTrue();

      cli.run("resume", "--undo-only");

      assertThat(redis("DEBUG DIGEST")).isEqualTo(damaged);
    } finally {
      redis("SET number 7", "SELECT 3", "SET other 1");
    }
  }

  @Test
  void theRunbookIsRehearsedOnAServerOfItsOwn() {
    String out = cli.run("drill", "cache").expect(0).out();

    assertThat(out).contains("PASSED", "runbook 4 of 4", "1 made, 1 removed");
    assertThat(redis("DEBUG DIGEST")).isEqualTo(digest);
  }

  private static String redis(String... lines) {
    String script = PASSWORD + "\n" + String.join("\n", lines) + "\n";
    SERVER.copyFileToContainer(
        Transferable.of(script.getBytes(StandardCharsets.UTF_8)), "/tmp/script");
    try {
      Container.ExecResult result =
          SERVER.execInContainer("sh", "-c", "redis-cli --askpass --csv </tmp/script");
      assertThat(result.getStdout()).doesNotContain("ERROR");
      assertThat(result.getExitCode()).as(result.getStderr()).isZero();
      return result.getStdout().strip().lines().toList().getLast().replace("\"", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
