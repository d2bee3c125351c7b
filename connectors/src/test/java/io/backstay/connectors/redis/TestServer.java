package io.backstay.connectors.redis;

import io.backstay.connectors.redis.Redis.Sslmode;
import io.backstay.spi.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/** A real server in a container, started once. */
final class TestServer {
  static final String PASSWORD = "se:c\\ret 'p\"w #x";

  static final TestServer REDIS_7 = new TestServer("redis:7", "redis-cli");
  static final TestServer REDIS_8 = new TestServer("redis:8", "redis-cli");
  static final TestServer VALKEY_8 = new TestServer("valkey/valkey:8", "valkey-cli");

  private static final AtomicInteger NAMES = new AtomicInteger();
  private static final int PORT = 6379;
  private static final int ANOTHER_PORT = 7000;

  private final String image;
  private final String program;
  private final int port;
  private @Nullable GenericContainer<?> started;

  private TestServer(String image, String program) {
    this(image, program, PORT, null);
  }

  private TestServer(
      String image, String program, int port, @Nullable GenericContainer<?> started) {
    this.image = image;
    this.program = program;
    this.port = port;
    this.started = started;
  }

  synchronized GenericContainer<?> container() {
    GenericContainer<?> container = started;
    if (container == null) {
      String quoted = PASSWORD.replace("\\", "\\\\").replace("\"", "\\\"");
      container =
          new GenericContainer<>(DockerImageName.parse(image))
              .withCopyToContainer(Transferable.of(configuration(quoted), 0644), "/etc/test.conf")
              .withCommand("/etc/test.conf")
              .withExposedPorts(PORT, ANOTHER_PORT)
              .waitingFor(Wait.forListeningPorts(PORT));
      container.start();
      started = container;
    }
    return container;
  }

  private static String configuration(String password) {
    return """
      requirepass "%s"
      enable-debug-command yes
      repl-diskless-sync-delay 0
      save ""
      """
        .formatted(password);
  }

  /** Another server in the same container, with other options; the one before it is gone. */
  TestServer another(String... options) {
    inContainer("sh", "-c", "rm -rf /another; mkdir /another");
    TestServer another = new TestServer(image, program, ANOTHER_PORT, container());
    another.start(options);
    return another;
  }

  /**
   * Starts it, where it was killed again; it answers as soon as it has read what is on its disk.
   */
  void start(String... options) {
    List<String> argv =
        new ArrayList<>(
            List.of(
                program.replace("-cli", "-server"), "/etc/test.conf", "--protected-mode", "no"));
    argv.addAll(List.of("--port", String.valueOf(port), "--dir", "/another"));
    argv.addAll(List.of("--pidfile", "/another/pid", "--daemonize", "yes"));
    argv.addAll(List.of(options));
    inContainer(argv.toArray(String[]::new));
    Awaitility.await().ignoreExceptions().until(() -> run("PING").equals("PONG"));
  }

  /** Kills what {@link #another} has started. */
  void kill() {
    inContainer("sh", "-c", "kill -9 $(cat /another/pid); rm /another/pid");
  }

  /** The same, empty. */
  TestServer empty() {
    run("FLUSHALL", "FUNCTION FLUSH");
    return this;
  }

  String containerName() {
    return container().getContainerName().substring(1);
  }

  /** Runs commands as a person would, a line each, and gives what is answered to the last. */
  String run(String... lines) {
    String file = "/tmp/script" + NAMES.incrementAndGet();
    String script = PASSWORD + "\n" + String.join("\n", lines) + "\n";
    container().copyFileToContainer(Transferable.of(script.getBytes(StandardCharsets.UTF_8)), file);
    String all =
        inContainer("sh", "-c", "%s -p %d --askpass --csv <%s".formatted(program, port, file));
    if (all.contains("ERROR,")) {
      throw new IllegalStateException(all);
    }
    return all.lines().toList().getLast().replaceAll("^\"|\"$", "");
  }

  /** What a program prints inside the container. */
  String inContainer(String... argv) {
    try {
      Container.ExecResult result = container().execInContainer(argv);
      if (result.getExitCode() != 0) {
        throw new IllegalStateException(result.getStderr());
      }
      return result.getStdout();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As a source over the network, with the program of this host. */
  RedisSource over() {
    return with(null);
  }

  /** The same with other programs. */
  RedisSource with(@Nullable Path tools) {
    return source(container().getHost(), container().getMappedPort(port), null, tools);
  }

  /** As a source inside its container. */
  RedisSource inside() {
    return source(null, port, containerName(), null);
  }

  private static RedisSource source(
      @Nullable String host, int port, @Nullable String container, @Nullable Path tools) {
    Secret password = new Secret("password");
    Redis.Params params =
        new Redis.Params(
            host, port, "default", password, container, Sslmode.DISABLE, null, null, null, tools);
    return (RedisSource) new Redis().source("db", params);
  }
}
