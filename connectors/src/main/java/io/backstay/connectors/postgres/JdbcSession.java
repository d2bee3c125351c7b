package io.backstay.connectors.postgres;

import io.backstay.spi.Failure;
import io.backstay.spi.Look;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** A session over the network, by the driver. */
final class JdbcSession implements SqlSession {
  private static final int CONNECT_SECONDS = 8;

  private final Connection connection;
  private final Look look;

  private JdbcSession(Connection connection, Look look) {
    this.connection = connection;
    this.look = look;
  }

  /** What is done with the driver. */
  private interface Asked<T> {
    T answer() throws SQLException;
  }

  /**
   * Connects to look at a server, which changes nothing.
   *
   * @throws Failure when the server is not there or does not let us in
   */
  static SqlSession readOnly(Server server, String database, Look look) {
    Properties properties = new Properties();
    PGProperty.OPTIONS.set(properties, "-c default_transaction_read_only=on");
    return open(server, database, "backstay", properties, look);
  }

  /**
   * Connects to act.
   *
   * @param application the name under which the server lists the session
   * @throws Failure when the server is not there or does not let us in
   */
  static SqlSession open(Server server, String database, String application, Look look) {
    return open(server, database, application, new Properties(), look);
  }

  private static SqlSession open(
      Server server, String database, String application, Properties properties, Look look) {
    address(server, properties);
    PGProperty.PG_DBNAME.set(properties, database);
    PGProperty.USER.set(properties, server.user());
    if (server.password() != null) {
      PGProperty.PASSWORD.set(properties, look.reveal(server.password()));
    }
    PGProperty.CONNECT_TIMEOUT.set(properties, CONNECT_SECONDS);
    PGProperty.LOGIN_TIMEOUT.set(properties, CONNECT_SECONDS);
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    PGProperty.APPLICATION_NAME.set(properties, application);
    try {
      Connection connection = new Driver().connect("jdbc:postgresql://", properties);
      if (connection == null) {
        throw new IllegalStateException("the driver does not know its own address");
      }
      return new JdbcSession(connection, look);
    } catch (SQLException e) {
      throw Trouble.connecting(server, database, e);
    }
  }

  // What does not leave this host needs no protection on its way.
  private static void address(Server server, Properties properties) {
    if (server.local()) {
      PGProperty.SOCKET_FACTORY.set(properties, LocalSockets.class.getName());
      PGProperty.SOCKET_FACTORY_ARG.set(properties, server.socket());
      PGProperty.SSL_MODE.set(properties, "disable");
    } else {
      PGProperty.PG_HOST.set(properties, server.host());
      PGProperty.PG_PORT.set(properties, server.port());
      server.ssl().properties(properties);
    }
  }

  @Override
  public List<Row> rows(String sql, String... values) {
    try (PreparedStatement statement = prepared(sql, values)) {
      return watched(statement, () -> rows(statement));
    } catch (SQLException e) {
      throw Trouble.asking(e.getSQLState(), e.getMessage()).because(e);
    }
  }

  @Override
  public void run(String sql, String... values) {
    try {
      if (values.length == 0) {
        try (var statement = connection.createStatement()) {
          watched(statement, () -> statement.execute(sql));
        }
      } else {
        try (PreparedStatement statement = prepared(sql, values)) {
          watched(statement, statement::execute);
        }
      }
    } catch (SQLException e) {
      throw Trouble.asking(e.getSQLState(), e.getMessage()).because(e);
    }
  }

  @Override
  public void silentFor(Duration atMost) {
    try {
      connection.setNetworkTimeout(Runnable::run, (int) atMost.toMillis());
    } catch (SQLException e) {
      throw Trouble.asking(e.getSQLState(), e.getMessage()).because(e);
    }
  }

  @Override
  public void runForeign(String statement) {
    run(statement);
  }

  private PreparedStatement prepared(String sql, String... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setString(i + 1, values[i]);
    }
    return statement;
  }

  private <T> T watched(Statement statement, Asked<T> asked) throws SQLException {
    StatementWatch watch = new StatementWatch(statement, look);
    try {
      return asked.answer();
    } finally {
      watch.close();
    }
  }

  private static List<Row> rows(PreparedStatement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery()) {
      List<Row> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(row(result));
      }
      return rows;
    }
  }

  private static Row row(ResultSet result) throws SQLException {
    List<@Nullable String> cells = new ArrayList<>();
    for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
      cells.add(result.getString(column));
    }
    return new Row(cells);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // What it was for has been done or has failed already; a connection that is gone is closed.
      return;
    }
  }
}
