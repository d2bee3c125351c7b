package io.backstay.connectors.sqlite;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;

/**
 * An open SQLite database.
 *
 * <p>Within this process only one is open for each file: whoever closes a file gives up every lock
 * this process has on it, also those of other connections, and reading its header closes it.
 */
final class Database implements AutoCloseable {
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final int WRITE_VERSION = 18;
  private static final int WAL = 2;
  private static final String BUSY_MILLIS = "60000";
  private static final int RETRY_MILLIS = 100;
  private static final int RETRIES = 600;
  private static final int ALL_PAGES = -1;

  private static final Map<Path, Semaphore> TURNS = new ConcurrentHashMap<>();

  private final Path file;
  private final Connection connection;

  private Database(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /**
   * Opens a database that is there.
   *
   * @throws Failure when it is not, or is something else
   */
  static Database open(Path file) {
    return alone(file, () -> connect(file, Files.isWritable(file) ? "rw" : "ro"));
  }

  /**
   * Opens a database without leaving a trace of that on disk.
   *
   * @throws Failure when it is not there, or is something else
   */
  static Database look(Path file) {
    return alone(file, () -> connect(file, leavesTraces(file) ? "ro&immutable=1" : "ro"));
  }

  // With a write-ahead log even a reader would make files, unless somebody has made them.
  private static boolean leavesTraces(Path file) {
    return usesLog(file) && !Files.exists(beside(file, "-wal"));
  }

  private static Database alone(Path file, Supplier<Database> opened) {
    Semaphore turn = turn(file);
    turn.acquireUninterruptibly();
    try {
      return opened.get();
    } catch (RuntimeException e) {
      turn.release();
      throw e;
    }
  }

  private static Semaphore turn(Path file) {
    return TURNS.computeIfAbsent(file.toAbsolutePath().normalize(), path -> new Semaphore(1, true));
  }

  private static Database connect(Path file, String mode) {
    demand(file);
    Properties properties = new Properties();
    properties.setProperty(SQLiteConfig.Pragma.BUSY_TIMEOUT.pragmaName, BUSY_MILLIS);
    String address = file.toAbsolutePath().toUri().getRawPath() + "?mode=" + mode;
    try {
      Connection connection = JDBC.createConnection("jdbc:sqlite:file:" + address, properties);
      return readable(new Database(file, connection));
    } catch (SQLException e) {
      throw trouble(file, e);
    }
  }

  // What is wrong with a file only shows when it is first read.
  private static Database readable(Database database) {
    try {
      database.value("SELECT count(*) FROM sqlite_schema");
      return database;
    } catch (Failure e) {
      database.disconnect();
      throw e;
    }
  }

  /** A file that belongs to a database. */
  static Path beside(Path file, String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }

  private static void demand(Path file) {
    if (!Files.isRegularFile(file)) {
      throw Failure.of("R440", "there is no database `" + file + "`")
          .help("Correct the path; relative ones start at the project's root.");
    }
    byte[] header = header(file);
    if (header.length > 0 && !Arrays.equals(Arrays.copyOf(header, MAGIC.length), MAGIC)) {
      throw Failure.of("R440", "`" + file + "` is not an SQLite database");
    }
  }

  private static boolean usesLog(Path file) {
    demand(file);
    byte[] header = header(file);
    return header.length > WRITE_VERSION && header[WRITE_VERSION] == WAL;
  }

  private static byte[] header(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(WRITE_VERSION + 1);
    } catch (IOException e) {
      throw Failure.of("R440", "cannot read `" + file + "`: " + e.getMessage()).because(e);
    }
  }

  private static Failure trouble(Path file, SQLException e) {
    Failure failure = Failure.of("R441", "`%s`: %s".formatted(file, e.getMessage())).because(e);
    boolean busy = e.getErrorCode() == SQLiteErrorCode.SQLITE_BUSY.code;
    return busy ? failure.transientOne() : failure;
  }

  /**
   * Copies all of it as of one moment, whoever writes meanwhile.
   *
   * @param copy is made anew
   */
  void copyTo(Path copy) {
    try {
      int code =
          connection
              .unwrap(SQLiteConnection.class)
              .getDatabase()
              .backup("main", copy.toString(), null, RETRY_MILLIS, RETRIES, ALL_PAGES);
      if (code != SQLiteErrorCode.SQLITE_OK.code) {
        throw Failure.of("R441", "`%s` cannot be copied: SQLite says %d".formatted(file, code))
            .help("Something keeps it locked; end that, or try again later.")
            .transientOne();
      }
    } catch (SQLException e) {
      throw trouble(file, e);
    }
  }

  /**
   * Refuses a database whose pages contradict each other.
   *
   * @return rows that refer to others that are not there
   */
  long check() {
    List<List<String>> said = rows("PRAGMA integrity_check(5)");
    if (!said.equals(List.of(List.of("ok")))) {
      String what = String.join("; ", said.stream().map(List::getFirst).toList());
      throw Failure.of("R442", "`%s` is damaged: %s".formatted(file.getFileName(), what));
    }
    return rows("PRAGMA foreign_key_check").size();
  }

  /** The first value of the first row. */
  String value(String query) {
    return rows(query).getFirst().getFirst();
  }

  /** The rows of one query, every value as text and NULL as empty text. */
  List<List<String>> rows(String query) {
    try (PreparedStatement statement = connection.prepareStatement(query);
        ResultSet result = statement.executeQuery()) {
      List<List<String>> rows = new ArrayList<>();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
          row.add(Objects.requireNonNullElse(result.getString(column), ""));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException e) {
      throw trouble(file, e);
    }
  }

  /** Does statements that give no rows. */
  void run(List<String> statements) {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw trouble(file, e);
    }
  }

  @Override
  public void close() {
    disconnect();
    turn(file).release();
  }

  private void disconnect() {
    try {
      connection.close();
    } catch (SQLException e) {
      // What it was for has been done or has failed already.
      return;
    }
  }
}
