package io.backstay.connectors.postgres;

import io.backstay.spi.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** Real servers in containers, started once, and databases on them. */
final class TestServer {
  static final String PASSWORD = "se:c\\ret 'p\"w";

  static final TestServer V15 = new TestServer("postgres:15");
  static final TestServer V17 = new TestServer("pgvector/pgvector:pg17");
  static final TestServer V18 = new TestServer("postgres:18");

  private static final AtomicInteger NAMES = new AtomicInteger();

  private final String image;
  private @Nullable PostgreSQLContainer started;

  TestServer(String image) {
    this.image = image;
  }

  synchronized PostgreSQLContainer container() {
    PostgreSQLContainer container = started;
    if (container == null) {
      container =
          new PostgreSQLContainer(
                  DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"))
              .withUsername("postgres")
              .withPassword(PASSWORD);
      container.start();
      started = container;
    }
    return container;
  }

  String containerName() {
    return container().getContainerName().substring(1);
  }

  /** A database of its own with this content. */
  String database(String... statements) {
    String name = "db" + NAMES.incrementAndGet();
    create(name, statements);
    return name;
  }

  void create(String name, String... statements) {
    run("postgres", "CREATE DATABASE " + Sql.quoted(name));
    run(name, statements);
  }

  void run(String database, String... statements) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  String value(String database, String query) {
    return values(database, query).getFirst();
  }

  List<String> values(String database, String query) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      List<String> values = new ArrayList<>();
      while (result.next()) {
        values.add(String.valueOf(result.getString(1)));
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends sessions on a database. */
  void terminate(String database, String which) {
    run(
        "postgres",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
            + database
            + "' AND "
            + which);
  }

  /** What a program prints inside the container. */
  String inContainer(String... argv) {
    try {
      return container().execInContainer(argv).getStdout();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Connection connect(String database) throws SQLException {
    var properties = new java.util.Properties();
    properties.put("PGHOST", container().getHost());
    properties.put("PGPORT", String.valueOf(container().getMappedPort(5432)));
    properties.put("PGDBNAME", database);
    properties.put("user", "postgres");
    properties.put("password", PASSWORD);
    return DriverManager.getConnection("jdbc:postgresql://", properties);
  }

  /** As a source over the network. */
  Params params(String database) {
    return new Params(
        database,
        "postgres",
        container().getHost(),
        container().getMappedPort(5432),
        null,
        List.of(),
        null);
  }

  /** As a source inside its container. */
  Params inside(String database) {
    return new Params(database, "postgres", null, 5432, containerName(), List.of(), null);
  }

  /** Parameters in the making. */
  record Params(
      String database,
      String user,
      @Nullable String host,
      int port,
      @Nullable String container,
      List<String> extensions,
      java.nio.file.@Nullable Path tools) {

    Params as(String other) {
      return new Params(database, other, host, port, container, extensions, tools);
    }

    Params at(String otherHost, int otherPort) {
      return new Params(database, user, otherHost, otherPort, container, extensions, tools);
    }

    Params in(String other) {
      return new Params(database, user, host, port, other, extensions, tools);
    }

    Params tools(java.nio.file.Path directory) {
      return new Params(database, user, host, port, container, extensions, directory);
    }

    PostgresSource source() {
      return (PostgresSource)
          new Postgres()
              .source(
                  "db",
                  new Postgres.Params(
                      database,
                      host,
                      port,
                      user,
                      new Secret("password"),
                      container,
                      extensions,
                      Postgres.Sslmode.PREFER,
                      null,
                      tools));
    }
  }
}
