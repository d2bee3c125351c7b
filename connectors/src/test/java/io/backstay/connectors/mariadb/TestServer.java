package io.backstay.connectors.mariadb;

import io.backstay.spi.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/** Real servers in containers, started once, and databases on them. */
final class TestServer {
  static final String PASSWORD = "se:c\\ret 'p\"w #x";

  static final TestServer V10 = new TestServer("mariadb:10.11");
  static final TestServer V11 = new TestServer("mariadb:11.8");
  static final TestServer MYSQL = new TestServer("mysql:9");

  private static final AtomicInteger NAMES = new AtomicInteger();

  private final String image;
  private @Nullable GenericContainer<?> started;

  TestServer(String image) {
    this.image = image;
  }

  synchronized GenericContainer<?> container() {
    GenericContainer<?> container = started;
    if (container == null) {
      container =
          new GenericContainer<>(DockerImageName.parse(image))
              // Whatever is started inside would have a variable of the container's, too.
              .withCopyToContainer(Transferable.of(PASSWORD, 0644), "/run/password")
              .withEnv(brand().name() + "_ROOT_PASSWORD_FILE", "/run/password")
              .withExposedPorts(3306);
      container.start();
      String quoted = PASSWORD.replace("\\", "\\\\").replace("\"", "\\\"");
      container.copyFileToContainer(
          Transferable.of("[client]\npassword=\"" + quoted + "\"\n", 0600), "/root/test.cnf");
      started = container;
    }
    return container;
  }

  /** Whose it is. */
  Brand brand() {
    return image.startsWith("mysql") ? Brand.MYSQL : Brand.MARIADB;
  }

  String containerName() {
    return container().getContainerName().substring(1);
  }

  /** A database of its own with this content. */
  String database(String... statements) {
    String name = "db" + NAMES.incrementAndGet();
    run("", "CREATE DATABASE " + Sql.quoted(name));
    run(name, statements);
    return name;
  }

  /** Runs statements as a person would. */
  void run(String database, String... statements) {
    client(database, String.join(";\n", statements) + ";\n");
  }

  /** Runs a script as a person would. */
  String client(String database, String script) {
    String file = "/root/script" + NAMES.incrementAndGet() + ".sql";
    byte[] bytes = understood(script).getBytes(StandardCharsets.UTF_8);
    container().copyFileToContainer(Transferable.of(bytes), file);
    return inContainer(
        "sh",
        "-c",
        "\"$1\" --defaults-file=/root/test.cnf --default-character-set=utf8mb4 -BN "
            + "\"--database=$2\" <\"$3\"",
        "sh",
        brand().statements(),
        database,
        file);
  }

  /** MySQL has no tables of numbers. */
  private String understood(String script) {
    return brand() == Brand.MARIADB
        ? script
        : script.replaceAll(
            "FROM seq_(\\d+)_to_(\\d+)",
            "FROM (WITH RECURSIVE s AS (SELECT $1 AS seq UNION ALL SELECT seq + 1 FROM s WHERE seq < $2)"
                + " SELECT /*+ SET_VAR(cte_max_recursion_depth=100000) */ * FROM s) numbers");
  }

  List<String> values(String database, String query) {
    return client(database, query + ";\n").lines().toList();
  }

  String value(String database, String query) {
    return values(database, query).getFirst();
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

  /** As a source over the network, with the programs of this host. */
  MariaDbSource over(String database) {
    return with(null, database);
  }

  /** The same with other programs. */
  MariaDbSource with(@Nullable Path tools, String database) {
    GenericContainer<?> server = container();
    return source(database, "root", server.getHost(), server.getMappedPort(3306), null, tools);
  }

  /** As a source inside its container. */
  MariaDbSource inside(String database) {
    return insideAs("root", database);
  }

  /** The same for another account. */
  MariaDbSource insideAs(String user, String database) {
    return source(database, user, null, 3306, containerName(), null);
  }

  /** The way into its container. */
  Access access() {
    return new ContainerAccess(
        containerName(),
        new Login(null, 3306, "root", new Secret("password"), new Tls(null, null)));
  }

  private static MariaDbSource source(
      String database,
      String user,
      @Nullable String host,
      int port,
      @Nullable String container,
      @Nullable Path tools) {
    return (MariaDbSource)
        new MariaDb()
            .source(
                "db",
                new MariaDb.Params(
                    database,
                    host,
                    port,
                    user,
                    new Secret("password"),
                    container,
                    null,
                    null,
                    tools));
  }
}
