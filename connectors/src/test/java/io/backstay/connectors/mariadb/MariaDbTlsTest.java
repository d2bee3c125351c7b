package io.backstay.connectors.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.connectors.databases.OpRunner;
import io.backstay.connectors.databases.TestTools;
import io.backstay.connectors.mariadb.MariaDb.Sslmode;
import io.backstay.connectors.tls.SelfSigned;
import io.backstay.spi.DatabaseSource.Query;
import io.backstay.spi.Failure;
import io.backstay.spi.Refusal;
import io.backstay.spi.Secret;
import io.backstay.testing.Needs;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/** One server has a certificate for {@code localhost}, the other has none. */
@Needs("docker")
@Tag("docker")
class MariaDbTlsTest {
  private static final GenericContainer<?> PROTECTED =
      new GenericContainer<>(DockerImageName.parse("mariadb:11.8"))
          .withEnv("MARIADB_ROOT_PASSWORD", TestServer.PASSWORD)
          .withEnv("MARIADB_DATABASE", "app")
          .withExposedPorts(3306)
          .withCommand("mariadbd", "--ssl-cert=/run/own.pem", "--ssl-key=/run/key.pem");

  @TempDir static Path certificates;
  @TempDir static Path other;
  @TempDir Path directory;

  @BeforeAll
  static void itHasACertificate() throws Exception {
    SelfSigned.in(other);
    SelfSigned own = SelfSigned.in(certificates);
    PROTECTED
        .withCopyToContainer(Transferable.of(own.pem(), 0644), "/run/own.pem")
        .withCopyToContainer(Transferable.of(own.key(), 0644), "/run/key.pem")
        .start();
  }

  @AfterAll
  static void stop() {
    PROTECTED.stop();
  }

  private static MariaDb.Params params(
      GenericContainer<?> server, String database, @Nullable Sslmode mode, @Nullable Path ca) {
    return new MariaDb.Params(
        database,
        "localhost",
        server.getMappedPort(3306),
        "root",
        new Secret("password"),
        null,
        mode,
        ca,
        null);
  }

  private OpRunner runner(MariaDbSource source) {
    TestTools tools = new TestTools(directory, Site.STAMP);
    tools.secrets.put("password", TestServer.PASSWORD);
    return new OpRunner(tools, source);
  }

  private String cipher(@Nullable Sslmode mode, @Nullable Path ca) {
    MariaDbSource source =
        (MariaDbSource) new MariaDb().source("db", params(PROTECTED, "app", mode, ca));
    OpRunner runner = runner(source);
    runner.tools.beginStep();
    Object rows =
        source
            .observe(new Query("SHOW SESSION STATUS LIKE 'Ssl_cipher'"), runner.tools)
            .get("rows")
            .orElseThrow();
    return rows.toString();
  }

  @Test
  void whatIsProtectedIsProtectedAndWhoAnswersIsWhoWeMean() {
    assertThat(cipher(Sslmode.DISABLE, null)).isEqualTo("[[Ssl_cipher, ]]");
    assertThat(cipher(Sslmode.REQUIRE, null)).contains("TLS_");
    assertThat(cipher(Sslmode.VERIFY_FULL, certificates.resolve("ca.pem"))).contains("TLS_");
    for (Path authority : List.of(other.resolve("ca.pem"), other.resolve("none.pem"))) {
      assertThatThrownBy(() -> cipher(Sslmode.VERIFY_FULL, authority))
          .isInstanceOfSatisfying(
              Failure.class,
              e -> {
                assertThat(e.message()).contains("no connection to MariaDB at localhost:", "TLS");
                assertThat(e.help()).contains("certificate");
                assertThat(e.isTransient()).isFalse();
              });
    }
    assertThatThrownBy(() -> cipher(Sslmode.VERIFY_FULL, null)).isInstanceOf(Failure.class);
  }

  @Test
  void aServerWithoutItIsRefusedAndNothingIsDumped() {
    String database = TestServer.V10.database("CREATE TABLE t (a INT)");
    for (Sslmode mode : List.of(Sslmode.REQUIRE, Sslmode.VERIFY_FULL)) {
      MariaDbSource source =
          (MariaDbSource)
              new MariaDb().source("db", params(TestServer.V10.container(), database, mode, null));
      OpRunner runner = runner(source);

      assertThatThrownBy(() -> runner.run(source.dump(Site.dump("a.sql"))))
          .as("%s", mode)
          .hasMessageContaining("no connection to MariaDB at localhost:")
          .hasMessageFindingMatch("the server offers no TLS|the server does not support it");
      assertThat(runner.tools.artifact("a.sql.part")).doesNotExist();
      assertThat(runner.tools.artifact("a.sql")).doesNotExist();
    }
  }

  @Test
  void whatCannotProtectIsRefused() {
    Path ca = Path.of("/ca.pem");
    Stream.<Supplier<MariaDb.Params>>of(
            () -> said("db", null, null, ca),
            () -> said("db", null, Sslmode.REQUIRE, ca),
            () -> said(null, "app", Sslmode.REQUIRE, null),
            () -> said("127.0.0.1", "app", Sslmode.VERIFY_FULL, ca))
        .forEach(params -> assertThatThrownBy(params::get).isInstanceOf(Refusal.class));
    assertThat(said("127.0.0.1", "app", Sslmode.VERIFY_FULL, null).sslmode()).isNotNull();
  }

  private static MariaDb.Params said(
      @Nullable String host,
      @Nullable String container,
      @Nullable Sslmode mode,
      @Nullable Path ca) {
    return new MariaDb.Params("db", host, 3306, "root", null, container, mode, ca, null);
  }
}
