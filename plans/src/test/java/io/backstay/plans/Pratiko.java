package io.backstay.plans;

import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.sun.net.httpserver.HttpServer;
import io.backstay.connectors.stores.s3.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The pratiko deployment: three services of a Compose project, a bucket, and a channel that is
 * told. Compose itself is on no host of these tests; the containers carry what it writes on them.
 */
final class Pratiko implements AutoCloseable {
  private static final int DATABASE = 18_495;
  private static final int APPLICATION = 18_496;
  private static final long SECOND = 1_000_000_000L;

  private final String name = "pratiko" + UUID.randomUUID().toString().substring(0, 8);
  private final Path root;
  private final S3Server buckets = new S3Server();
  private final HttpServer channel;
  private final List<String> told = new CopyOnWriteArrayList<>();
  final GenericContainer<?> db;
  final GenericContainer<?> redis;
  final GenericContainer<?> app;

  /** One whose files are all below a directory. */
  Pratiko(Path root) throws IOException {
    this.root = root;
    buckets.bucket("example-bucket");
    channel = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    channel.createContext(
        "/hook",
        exchange -> {
          told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    channel.start();
    db =
        service("postgres:15", "db", DATABASE + ":5432", "pg_isready -U pratiko -h 127.0.0.1")
            .withEnv("POSTGRES_USER", "pratiko")
            .withEnv("POSTGRES_PASSWORD", "example")
            .withEnv("POSTGRES_DB", "pratiko");
    redis = service("busybox:latest", "redis", "", "true").withCommand("sleep", "100000");
    app =
        service("busybox:latest", "app", APPLICATION + ":8000", "true")
            .withCommand(
                "sh",
                "-c",
                "mkdir /www; echo ok > /www/health; httpd -p 8000 -h /www; trap exit TERM;"
                    + " while :; do sleep 0.1; done");
    List.of(db, redis, app).forEach(GenericContainer::start);
  }

  private GenericContainer<?> service(String image, String service, String port, String healthy) {
    GenericContainer<?> container =
        new GenericContainer<>(DockerImageName.parse(image))
            .withLabel("com.docker.compose.project", name)
            .withLabel("com.docker.compose.service", service)
            .withCreateContainerCmdModifier(
                create -> {
                  HostConfig host = create.getHostConfig();
                  if (host != null && !port.isEmpty()) {
                    // Fixed, because a container that is started again gets another one otherwise.
                    host.withPortBindings(PortBinding.parse(port));
                  }
                  create.withName(name + "-" + service);
                  create.withHealthcheck(
                      new HealthCheck()
                          .withTest(List.of("CMD-SHELL", healthy))
                          .withInterval(SECOND)
                          .withTimeout(10 * SECOND)
                          .withRetries(60));
                });
    return port.isEmpty()
        ? container
        : container.withExposedPorts(Integer.parseInt(port.substring(port.indexOf(':') + 1)));
  }

  /** What the channel was told. */
  List<String> told() {
    return told;
  }

  Path project() {
    return root.resolve("project");
  }

  Cli cli() {
    return new Cli(project(), root.resolve("state"))
        .with("POSTGRES_PORT", String.valueOf(DATABASE))
        .with("S3_ACCESS", S3Server.ACCESS)
        .with("S3_SECRET", S3Server.SECRET)
        .with("SLACK_WEBHOOK_URL", "http://localhost:" + channel.getAddress().getPort() + "/hook");
  }

  /** The shipped plans with the values of this deployment. */
  void plans() throws IOException {
    Path plans = Files.createDirectories(project().resolve("plans/lib")).resolveSibling("");
    Files.createFile(project().resolve("backstay.yaml"));
    for (String file :
        List.of("pratiko.backup.yaml", "pratiko.restore.yaml", "lib/shared.lib.yaml")) {
      String text = Files.readString(Path.of(file));
      for (Map.Entry<String, String> value : values().entrySet()) {
        text = text.replace(value.getKey(), value.getValue());
      }
      Files.writeString(plans.resolve(file), text);
    }
    Path drills = Files.createDirectory(project().resolve("drills"));
    String drill = "pratiko-monthly.drill.yaml";
    Files.copy(Path.of("../drills", drill), drills.resolve(drill));
    Path alembic = project().resolve("migrate");
    Files.writeString(
        alembic,
        """
        #!/bin/sh
        exec psql -XAtq -v ON_ERROR_STOP=1 -d "$DATABASE_URL" \\
          -c 'ALTER TABLE users ADD COLUMN IF NOT EXISTS migrated boolean DEFAULT true'
        """);
    if (!alembic.toFile().setExecutable(true)) {
      throw new IOException("not executable");
    }
  }

  private Map<String, String> values() {
    return Map.of(
        "project: pratiko",
        "project: " + name,
        "http://localhost:8000/health",
        "http://localhost:" + APPLICATION + "/health",
        "secrets:\n  db-password",
        "secrets:\n  access: [env: S3_ACCESS]\n  secret: [env: S3_SECRET]\n  db-password",
        "prefix: pratiko/}",
        "prefix: pratiko/, endpoint: 'http://127.0.0.1:%d', access-key: '${secrets.access}', secret-key: '${secrets.secret}'}"
            .formatted(buckets.address().getPort()),
        "[alembic, upgrade, head]",
        "[./migrate]",
        "[docker, compose, ps]",
        "[docker, ps, --filter, name=" + name + "]",
        "webhook: ${secrets.slack-ops}",
        "webhook: ${secrets.slack-ops}\n      allow-private: true");
  }

  void fill() {
    sql("CREATE TABLE users (id serial PRIMARY KEY, name text)");
    sql("INSERT INTO users (name) SELECT 'user ' || i FROM generate_series(1, 40) i");
    sql("CREATE TABLE knowledge_items (id serial PRIMARY KEY, title text)");
    sql("INSERT INTO knowledge_items (title) SELECT 'item ' || i FROM generate_series(1, 31) i");
    sql(
        "CREATE TABLE knowledge_chunks (id serial PRIMARY KEY, item int REFERENCES"
            + " knowledge_items)");
    sql("INSERT INTO knowledge_chunks (item) SELECT 1 + i % 31 FROM generate_series(1, 128) i");
  }

  String sql(String statement) {
    String[] psql = {"psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-U", "pratiko", "-c", statement};
    try {
      Container.ExecResult result = db.execInContainer(StandardCharsets.UTF_8, psql);
      if (result.getExitCode() != 0) {
        throw new AssertionError(statement + ": " + result.getStderr());
      }
      return result.getStdout();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  void stop(GenericContainer<?> container) {
    DockerClientFactory.instance().client().stopContainerCmd(container.getContainerId()).exec();
  }

  boolean running(GenericContainer<?> container) {
    return Boolean.TRUE.equals(
        DockerClientFactory.instance()
            .client()
            .inspectContainerCmd(container.getContainerId())
            .exec()
            .getState()
            .getRunning());
  }

  @Override
  public void close() {
    List.of(app, redis, db).forEach(GenericContainer::stop);
    channel.stop(0);
    buckets.close();
  }
}
