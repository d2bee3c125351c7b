package io.backstay.connectors.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.connectors.databases.OpRunner;
import io.backstay.connectors.databases.TestTools;
import io.backstay.connectors.redis.Redis.Sslmode;
import io.backstay.connectors.tls.SelfSigned;
import io.backstay.spi.Failure;
import io.backstay.spi.Refusal;
import io.backstay.spi.Secret;
import io.backstay.testing.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** The server talks to nobody in the clear, and only to who shows a certificate. */
@Needs("docker")
@Tag("docker")
class RedisTlsTest {
  private static final GenericContainer<?> PROTECTED =
      new GenericContainer<>(DockerImageName.parse("redis:7"))
          .withExposedPorts(6379)
          .withCommand(
              ("--port 0 --tls-port 6379 --tls-cert-file /run/own.pem --tls-key-file /run/key.pem"
                      + " --tls-ca-cert-file /run/ca.pem --requirepass word"
                      + " --repl-diskless-sync-delay 0")
                  .split(" "));

  @TempDir static Path certificates;
  @TempDir static Path other;
  @TempDir Path directory;

  @BeforeAll
  static void itHasACertificate() throws Exception {
    SelfSigned.in(other);
    SelfSigned own = SelfSigned.in(certificates);
    Files.writeString(certificates.resolve("own.pem"), own.pem());
    Files.writeString(certificates.resolve("key.pem"), own.key());
    PROTECTED
        .withCopyToContainer(Transferable.of(own.pem(), 0644), "/run/own.pem")
        .withCopyToContainer(Transferable.of(own.pem(), 0644), "/run/ca.pem")
        .withCopyToContainer(Transferable.of(own.key(), 0644), "/run/key.pem")
        .start();
  }

  @AfterAll
  static void stop() {
    PROTECTED.stop();
  }

  private OpRunner dumped(Sslmode mode, @Nullable Path authority) {
    Path own = certificates.resolve("own.pem");
    Path key = certificates.resolve("key.pem");
    boolean tls = mode != Sslmode.DISABLE;
    Redis.Params params =
        new Redis.Params(
            "localhost",
            PROTECTED.getMappedPort(6379),
            "default",
            new Secret("password"),
            null,
            mode,
            authority,
            tls ? own : null,
            tls ? key : null,
            null);
    RedisSource source = (RedisSource) new Redis().source("db", params);
    TestTools tools = new TestTools(directory, Site.STAMP);
    tools.secrets.put("password", "word");
    OpRunner runner = new OpRunner(tools, source);
    runner.run(source.dump(Site.dump(mode + ".rdb")));
    return runner;
  }

  @Test
  void whatIsProtectedIsProtectedAndWhoAnswersIsWhoWeMean() {
    assertThat(dumped(Sslmode.REQUIRE, null).facts("REQUIRE.rdb").text("format")).contains("rdb");
    Path ca = certificates.resolve("ca.pem");
    assertThat(dumped(Sslmode.VERIFY_CA, ca).facts("VERIFY_CA.rdb").text("format")).contains("rdb");
    Stream.<Supplier<OpRunner>>of(
            () -> dumped(Sslmode.DISABLE, null),
            () -> dumped(Sslmode.VERIFY_CA, null),
            () -> dumped(Sslmode.VERIFY_CA, other.resolve("ca.pem")))
        .forEach(
            dump ->
                assertThatThrownBy(dump::get)
                    .isInstanceOfSatisfying(
                        Failure.class, e -> assertThat(e.code()).isEqualTo("R430")));
  }

  @Test
  void whatCannotBeIsRefused() {
    Path file = Path.of("/x.pem");
    Stream.<Supplier<Redis.Params>>of(
            () -> said("-x", 1, null, Sslmode.DISABLE, null, null),
            () -> said("x", 0, null, Sslmode.DISABLE, null, null),
            () -> said(null, 1, "a b", Sslmode.DISABLE, null, null),
            () -> said("x", 1, null, Sslmode.REQUIRE, file, null),
            () -> said("x", 1, null, Sslmode.DISABLE, null, file),
            () -> said(null, 1, "app", Sslmode.VERIFY_CA, file, null))
        .forEach(params -> assertThatThrownBy(params::get).isInstanceOf(Refusal.class));
    assertThat(said("x", 1, null, Sslmode.VERIFY_CA, file, file).sslcert()).isEqualTo(file);
  }

  private static Redis.Params said(
      @Nullable String host,
      int port,
      @Nullable String container,
      Sslmode mode,
      @Nullable Path ca,
      @Nullable Path own) {
    return new Redis.Params(host, port, "default", null, container, mode, ca, own, own, null);
  }
}
