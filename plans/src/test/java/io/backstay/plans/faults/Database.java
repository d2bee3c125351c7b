package io.backstay.plans.faults;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Ports;
import io.backstay.testing.FaultProxy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** A PostgreSQL server behind a proxy, and what its database holds. */
final class Database implements AutoCloseable {
  /** What must be seen nowhere. */
  static final String PASSWORD = "c4nary/pass w0rd+%&'x";

  /** Its name is as odd as names can be. */
  static final String NAME = "the \"app\"; DROP -- 'x'";

  private static final String QUOTED = '"' + NAME.replace("\"", "\"\"") + '"';
  private static final int ROWS = 6000;

  private final PostgreSQLContainer server;
  private final FaultProxy proxy;

  /** Starts one and fills it. */
  Database(String image) throws IOException {
    server =
        new PostgreSQLContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"))
            .withUsername("postgres")
            .withPassword(PASSWORD);
    server.start();
    proxy = new FaultProxy(address());
    sql("postgres", "CREATE DATABASE " + QUOTED);
    change(1);
  }

  /** Asked for anew: a container that is started again has another port. */
  private InetSocketAddress address() {
    Ports ports = server.getCurrentContainerInfo().getNetworkSettings().getPorts();
    Ports.Binding[] bindings =
        Objects.requireNonNull(ports.getBindings().get(ExposedPort.tcp(5432)));
    return new InetSocketAddress(server.getHost(), Integer.parseInt(bindings[0].getHostPortSpec()));
  }

  /** Gives every row another content. */
  void change(int version) {
    sql(
        NAME,
        "DROP TABLE IF EXISTS orders",
        "CREATE TABLE orders(id int PRIMARY KEY, body text)",
        "INSERT INTO orders SELECT g, md5((g * %d)::text) || repeat(md5((g * 7)::text), 20)"
                .formatted(version)
            + " FROM generate_series(1, %d) g".formatted(ROWS));
  }

  /** A digest of every row. */
  String content() {
    return value(
        NAME, "SELECT count(*) || ' ' || md5(string_agg(id || body, ',' ORDER BY id)) FROM orders");
  }

  /** Removes what restores have kept, or left. */
  void tidy() {
    values("postgres", "SELECT datname FROM pg_database WHERE datname LIKE 'the%' ORDER BY 1")
        .stream()
        .filter(name -> !name.equals(NAME))
        .forEach(name -> sql("postgres", "DROP DATABASE \"" + name.replace("\"", "\"\"") + '"'));
  }

  /** Sessions of backstay and its programs, and what they wait for. */
  List<String> sessions() {
    return values(
        "postgres",
        "SELECT application_name || ': ' || query FROM pg_stat_activity"
            + " WHERE application_name LIKE 'backstay%'");
  }

  /** Names of databases that are being made. */
  List<String> incoming() {
    return values("postgres", "SELECT datname FROM pg_database WHERE datname LIKE '%\\_incoming'");
  }

  void sql(String database, String... statements) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String value(String database, String query) {
    return values(database, query).getFirst();
  }

  private List<String> values(String database, String query) {
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

  /** A session that does not go through the proxy. */
  Connection connect(String database) throws SQLException {
    Properties properties = new Properties();
    properties.put("PGHOST", server.getHost());
    properties.put("PGPORT", String.valueOf(address().getPort()));
    properties.put("PGDBNAME", database);
    properties.put("user", "postgres");
    properties.put("password", PASSWORD);
    return DriverManager.getConnection("jdbc:postgresql://", properties);
  }

  FaultProxy proxy() {
    return proxy;
  }

  /** The name of its container. */
  String container() {
    return server.getContainerName().substring(1);
  }

  /** The server dies, and all its sessions with it. */
  void kill() {
    server.getDockerClient().killContainerCmd(server.getContainerId()).exec();
  }

  /** It runs again, at another port. */
  void revive() {
    await().until(() -> !server.isRunning());
    server.getDockerClient().startContainerCmd(server.getContainerId()).exec();
    await()
        .ignoreExceptions()
        .until(
            () -> {
              connect("postgres").close();
              return true;
            });
    proxy.leadsTo(address());
  }

  @Override
  public void close() throws IOException {
    proxy.close();
    server.stop();
  }
}
