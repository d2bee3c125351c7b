package io.backstay.connectors.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.connectors.databases.DumpReadable;
import io.backstay.connectors.databases.OpRunner;
import io.backstay.connectors.databases.TestTools;
import io.backstay.connectors.databases.TestWorld;
import io.backstay.spi.Artifacts;
import io.backstay.spi.DatabaseSource.Dump;
import io.backstay.spi.DatabaseSource.Load;
import io.backstay.spi.DatabaseSource.Recording;
import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Op;
import io.backstay.spi.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteTest {
  @TempDir Path directory;
  @TempDir Path scratch;

  private Path file = Path.of("");
  private SqliteSource source = new SqliteSource("db", file);
  private OpRunner runner = new OpRunner(new TestTools(Path.of(""), ""), source);

  @BeforeEach
  void database() {
    file = directory.resolve("a?b %41 ü.sqlite");
    source = new SqliteSource("db", file);
    runner = new OpRunner(new TestTools(scratch, "20260213_050211"), source);
    run(
        file,
        "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)",
        "CREATE TABLE \"odd \"\"name\" (x)",
        "CREATE VIEW names AS SELECT name FROM users",
        "CREATE INDEX by_name ON users (name)",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
            + " INSERT INTO users (name) SELECT hex(randomblob(200)) FROM n");
  }

  private static void run(Path file, String... statements) {
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Connection connect(Path file) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:sqlite:file:" + file.toUri().getRawPath() + "?busy_timeout=30000");
  }

  private static long users(Path file) {
    try (Database database = Database.open(file)) {
      return Long.parseLong(database.value("SELECT count(*) FROM users"));
    }
  }

  private static Dump dump() {
    return new Dump(
        "x.sqlite",
        Op.Codec.NONE,
        null,
        "all",
        "database",
        List.of(),
        1,
        new Recording(List.of("all"), true));
  }

  private static Load load(String... then) {
    return new Load(new Artifacts("x.sqlite"), List.of(), 2, List.of(), List.of(then));
  }

  private Verdict readable() {
    return new TestWorld(runner)
        .make(new DumpReadable(), new DumpReadable.Params(List.of(Artifacts.ALL)));
  }

  private List<String> names() {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aDumpIsTheDatabaseAndSaysWhatItHolds() {
    runner.run(source.dump(dump()));

    assertThat(users(runner.tools.artifact("x.sqlite"))).isEqualTo(3000);
    assertThat(runner.recorded("db").get("row-counts"))
        .contains(Map.of("users", 3000L, "odd \"name", 0L));
    assertThat(runner.recorded("db").text("schema").orElseThrow())
        .contains("CREATE INDEX by_name ON users (name)\n");
    assertThat(readable()).isInstanceOf(Verdict.Passed.class);
    assertThat(scratch).isDirectoryNotContaining("glob:**/*copy*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DELETE", "WAL"})
  void whatIsWrittenMeanwhileIsInTheDumpCompletelyOrNotAtAll(String mode) {
    run(file, "PRAGMA journal_mode = " + mode, "CREATE TABLE pairs (a, b)");
    Writer writer = new Writer(file);
    Thread thread = Thread.ofPlatform().start(writer);
    try {
      for (int i = 0; i < 5; i++) {
        long before = writer.written;
        Awaitility.await().until(() -> writer.written > before + 2);
        runner.run(source.dump(dump()));
        Path dumped = runner.tools.artifact("x.sqlite");
        try (Database database = Database.look(dumped)) {
          assertThat(database.check()).isZero();
          assertThat(database.value("SELECT sum(a) = sum(b) FROM pairs")).isEqualTo("1");
          assertThat(runner.recorded("db").get("row-counts").orElseThrow())
              .isEqualTo(new Catalog(database).counts(List.of("all")));
        }
        assertThat(dumped.toFile().delete()).isTrue();
      }
    } finally {
      writer.stop = true;
      Awaitility.await().until(() -> !thread.isAlive());
    }
    assertThat(writer.trouble).isEmpty();
  }

  /** Writes pairs of rows that belong together, one transaction after another. */
  private static final class Writer implements Runnable {
    private final Path file;
    private volatile boolean stop;
    private volatile long written;
    private volatile String trouble = "";

    Writer(Path file) {
      this.file = file;
    }

    @Override
    public void run() {
      try (Connection connection = connect(file);
          Statement statement = connection.createStatement()) {
        while (!stop) {
          long next = written + 1;
          statement.execute("BEGIN IMMEDIATE");
          statement.execute("INSERT INTO pairs VALUES (" + next + ", 0)");
          statement.execute("INSERT INTO pairs VALUES (0, " + next + ")");
          statement.execute("COMMIT");
          written = next;
        }
      } catch (SQLException e) {
        trouble = String.valueOf(e.getMessage());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DELETE", "WAL"})
  void whatWasDumpedIsBackAndTheOldOneIsKept(String mode) throws IOException {
    run(file, "PRAGMA journal_mode = " + mode);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    runner.run(source.dump(dump()));
    run(file, "DELETE FROM users WHERE id > 7");

    runner.run(source.recreate(false, Duration.ofHours(24)));
    assertThat(users(file)).isEqualTo(7);
    runner.run(source.load(load("DELETE FROM users WHERE id = 1")));

    assertThat(users(file)).isEqualTo(2999);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    Path before = Database.beside(file, ".before_20260213_050211");
    assertThat(users(before)).isEqualTo(7);
    assertThat(names())
        .containsExactly(
            file.getFileName().toString(),
            before.getFileName().toString(),
            before.getFileName() + ".keep-until");
  }

  @Test
  void aFailureAfterTheSwapBringsTheOldOneBackHoweverOftenItIsPaid() {
    runner.run(source.dump(dump()));
    run(file, "DELETE FROM users WHERE id > 7");
    runner.run(source.recreate(false, null));
    runner.run(source.load(load()));
    List<TestTools.Debt> debts = List.copyOf(runner.tools.debts);

    runner.pay();
    runner.tools.debts.addAll(debts);
    runner.pay();

    assertThat(users(file)).isEqualTo(7);
    assertThat(names()).containsExactly(file.getFileName().toString());
  }

  @Test
  void aDamagedDumpIsNeitherReadableNorLoaded() throws IOException {
    runner.run(source.dump(dump()));
    flip(runner.tools.artifact("x.sqlite"), 4096 * 20);

    assertThat(readable()).isInstanceOf(Verdict.NotPassed.class);
    runner.run(source.recreate(false, null));
    assertThatThrownBy(() -> runner.run(source.load(load()))).isInstanceOf(Failure.class);
    runner.pay();

    assertThat(users(file)).isEqualTo(3000);
    assertThat(names()).containsExactly(file.getFileName().toString());
  }

  private static void flip(Path path, long at) throws IOException {
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer page = ByteBuffer.allocate(64);
      channel.read(page, at);
      for (int i = 0; i < page.capacity(); i++) {
        page.put(i, (byte) ~page.get(i));
      }
      channel.write(page.clear(), at);
    }
  }

  @Test
  void aDatabaseSomebodyHasOpenIsNotReplaced() throws IOException {
    runner.run(source.dump(dump()));
    Process somebody =
        new ProcessBuilder("tail", "-f", file.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      Awaitility.await()
          .untilAsserted(() -> assertThatThrownBy(() -> Users.refuse(file)).isNotNull());

      assertThatThrownBy(() -> runner.run(source.recreate(false, null)))
          .hasMessageContaining("is open in process " + somebody.pid() + " (tail)");
    } finally {
      somebody.destroyForcibly();
    }
    assertThat(names()).containsExactly(file.getFileName().toString());
  }

  @Test
  void lookingLeavesNoTraceAndChangesNothing() {
    run(file, "PRAGMA journal_mode = WAL");
    runner.tools.beginStep();

    assertThat(source.probe(runner.tools))
        .extracting(Finding::status)
        .containsExactly(Finding.Status.OK);
    assertThatThrownBy(
            () ->
                source.observe(
                    new io.backstay.spi.DatabaseSource.Query("DELETE FROM users RETURNING id"),
                    runner.tools))
        .hasMessageContaining("readonly");

    assertThat(names()).containsExactly(file.getFileName().toString());
    assertThat(users(file)).isEqualTo(3000);
  }

  @Test
  void whatIsNoDatabaseIsSaidToBeNone() throws IOException {
    Files.writeString(file, "# notes, and more of them");

    assertThatThrownBy(() -> runner.run(source.dump(dump())))
        .hasMessageContaining("is not an SQLite database");
    assertThat(source.probe(runner.tools))
        .extracting(Finding::status)
        .containsExactly(Finding.Status.FAIL);
  }
}
