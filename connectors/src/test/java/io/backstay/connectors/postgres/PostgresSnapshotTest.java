package io.backstay.connectors.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.connectors.databases.OpRunner;
import io.backstay.connectors.databases.TestTools;
import io.backstay.spi.Artifacts;
import io.backstay.spi.DatabaseSource.Load;
import io.backstay.testing.Needs;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Needs("docker")
@Tag("docker")
class PostgresSnapshotTest {
  private static final TestServer SERVER = TestServer.V15;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsRecordedIsWhatIsRestoredWhoeverWritesMeanwhile(boolean inside) {
    String database =
        SERVER.database(
            "CREATE TABLE a (i bigint)",
            "CREATE TABLE b (i bigint)",
            "INSERT INTO a SELECT 0 FROM generate_series(1, 300000)");
    PostgresSource source = (inside ? SERVER.inside(database) : SERVER.params(database)).source();
    TestTools tools = new TestTools(directory, "20260213_050211");
    tools.secrets.put("password", TestServer.PASSWORD);
    OpRunner runner = new OpRunner(tools, source);
    Writer writer = new Writer(database);
    Thread thread = Thread.ofPlatform().start(writer);
    try {
      Awaitility.await().until(() -> writer.written > 10);
      long begun = writer.written;
      runner.whileDumping = () -> Awaitility.await().until(() -> writer.written > begun + 50);
      runner.run(source.dump(Dumps.of("a.dump.gz")));
    } finally {
      writer.stop = true;
      Awaitility.await().until(() -> !thread.isAlive());
    }
    assertThat(writer.trouble).isEmpty();

    runner.run(source.recreate(true, null));
    runner.run(
        source.load(new Load(new Artifacts("a.dump.gz"), List.of(), 2, List.of(), List.of())));

    Map<?, ?> recorded = (Map<?, ?>) runner.recorded("db").get("row-counts").orElseThrow();
    String a = SERVER.value(database, "SELECT count(*) FROM a");
    String b = SERVER.value(database, "SELECT count(*) FROM b");
    assertThat(recorded.get("a")).isEqualTo(Long.valueOf(a));
    assertThat(recorded.get("b")).isEqualTo(Long.valueOf(b));
    assertThat((long) recorded.size() - 2)
        .isEqualTo(
            Long.parseLong(
                SERVER.value(database, "SELECT count(*) FROM pg_class WHERE relname ~ '^c[0-9]'")))
        .isLessThan(writer.written);
    assertThat(Long.parseLong(b)).isLessThan(writer.written).isPositive();
    assertThat(SERVER.value(database, "SELECT sum(i) FROM a"))
        .isEqualTo(SERVER.value(database, "SELECT sum(i) FROM b"));
  }

  /** Writes pairs of rows that belong together, and makes more and more tables. */
  private static final class Writer implements Runnable {
    private final String database;
    private volatile boolean stop;
    private volatile long written;
    private volatile String trouble = "";

    Writer(String database) {
      this.database = database;
    }

    @Override
    public void run() {
      try (Connection connection = SERVER.connect(database);
          Statement statement = connection.createStatement()) {
        while (!stop) {
          long next = written + 1;
          statement.execute(
              "BEGIN; INSERT INTO a VALUES (%d); INSERT INTO b VALUES (%d); COMMIT"
                  .formatted(next, next));
          statement.execute("CREATE TABLE c" + next + " ()");
          written = next;
        }
      } catch (SQLException e) {
        trouble = String.valueOf(e.getMessage());
      }
    }
  }
}
