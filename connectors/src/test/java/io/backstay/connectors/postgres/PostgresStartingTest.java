package io.backstay.connectors.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.backstay.connectors.databases.TestTools;
import io.backstay.spi.Failure;
import io.backstay.spi.Secret;
import io.backstay.testing.Needs;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A server that turns everybody away until it has started: a standby that nobody may look into, for
 * as long as the test wants.
 */
@Needs("docker")
@Tag("docker")
class PostgresStartingTest {
  private static final PostgreSQLContainer SERVER =
      new PostgreSQLContainer("postgres:15")
          .withUsername("postgres")
          .withPassword("secret")
          .withEnv("POSTGRES_INITDB_ARGS", "--no-sync")
          .withCommand("postgres", "-c", "hot_standby=off");

  @TempDir Path directory;
  private TestTools tools = new TestTools(Path.of(""), "20260213_050211");

  @BeforeEach
  void nobodyIsLetIn() throws Exception {
    tools = new TestTools(directory, "20260213_050211");
    tools.secrets.put("password", "secret");
    SERVER.start();
    asPostgres("touch $PGDATA/standby.signal");
    SERVER.getDockerClient().restartContainerCmd(SERVER.getContainerId()).exec();
    await().until(() -> asPostgres("pg_isready --quiet") == 1);
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoActsWaitsUntilItHasStarted(boolean inside) throws Exception {
    Access access = inside ? inside() : fromOutside();

    CompletableFuture<String> answer =
        CompletableFuture.supplyAsync(
            () -> {
              try (SqlSession session = access.session("postgres", tools)) {
                return session.rows("SELECT 41 + 1").getFirst().toString();
              }
            });
    await().until(() -> !tools.logged.isEmpty());
    assertThat(tools.logged.getFirst()).contains("the server, which is starting", "not accepting");
    asPostgres("pg_ctl promote");

    assertThat(answer.get()).contains("42");
  }

  @Test
  void whoOnlyLooksIsToldAtOnce() {
    Failure failure =
        catchThrowableOfType(Failure.class, () -> fromOutside().readOnly("postgres", tools));

    assertThat(failure).hasMessageContaining("not accepting connections");
    assertThat(failure.isTransient()).isTrue();
  }

  private static int asPostgres(String command) throws Exception {
    return SERVER.execInContainer("su", "postgres", "-c", command).getExitCode();
  }

  private static Access inside() {
    return new ContainerAccess(SERVER.getContainerName().substring(1), null, server("localhost"));
  }

  /** By the container's own address: a published port is another one after a restart. */
  private static Access fromOutside() {
    String address =
        Objects.requireNonNull(
            SERVER
                .getDockerClient()
                .inspectContainerCmd(SERVER.getContainerId())
                .exec()
                .getNetworkSettings()
                .getNetworks()
                .values()
                .iterator()
                .next()
                .getIpAddress());
    return new HostAccess(server(address), new Installed(List.of()));
  }

  private static Server server(String host) {
    Server.Ssl usual = new Server.Ssl("prefer", null);
    return new Server(host, 5432, "postgres", new Secret("password"), usual);
  }
}
