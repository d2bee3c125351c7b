package io.backstay.connectors.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.connectors.databases.OpRunner;
import io.backstay.connectors.databases.TestTools;
import io.backstay.spi.Failure;
import io.backstay.testing.Needs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Needs("docker")
@Tag("docker")
class MariaDbFaultsTest {
  private static final TestServer SERVER = TestServer.V11;

  @TempDir Path directory;

  private OpRunner runner(MariaDbSource source) {
    TestTools tools = new TestTools(directory, Site.STAMP);
    tools.secrets.put("password", TestServer.PASSWORD);
    return new OpRunner(tools, source);
  }

  private static String rows(String database, String table) {
    return SERVER.value(database, "SELECT COUNT(*) FROM " + table);
  }

  @Test
  void whatIsWrittenMeanwhileIsInTheDumpCompletelyOrNotAtAllAndCountedAlike() {
    String database = Site.filled(SERVER, 50_000);
    SERVER.client(
        database,
        """
        CREATE TABLE pairs (a INT, b INT);
        CREATE TABLE halt (a INT);
        DELIMITER ;;
        CREATE PROCEDURE write_on() BEGIN
          DECLARE n INT DEFAULT 1;
          WHILE n < 1000000 AND NOT EXISTS (SELECT 1 FROM halt) DO
            START TRANSACTION;
            INSERT INTO pairs VALUES (n, 0);
            INSERT INTO users (name) VALUES ('x');
            INSERT INTO pairs VALUES (0, n);
            COMMIT;
            SET n = n + 1;
          END WHILE;
        END;;
        """);
    MariaDbSource source = SERVER.inside(database);
    OpRunner runner = runner(source);
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(() -> SERVER.client(database, "CALL write_on();\n"));
    try {
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> !rows(database, "pairs").equals("0"));
      runner.run(source.dump(Site.dump("a.sql.gz")));
    } finally {
      SERVER.run(database, "INSERT INTO halt VALUES (1)");
      writer.join();
    }
    runner.run(source.recreate(true, null));
    runner.run(source.load(Site.load("a.sql.gz")));

    Map<?, ?> counted = (Map<?, ?>) runner.recorded("db").get("row-counts").orElseThrow();
    assertThat(rows(database, "pairs")).isEqualTo(String.valueOf(counted.get("pairs")));
    assertThat(rows(database, "users")).isEqualTo(String.valueOf(counted.get("users")));
    assertThat(SERVER.value(database, "SELECT SUM(a) = SUM(b) AND COUNT(*) > 0 FROM pairs"))
        .isEqualTo("1");
    assertThat(SERVER.value(database, "SELECT COUNT(*) * 2 FROM users WHERE name = 'x'"))
        .isEqualTo(rows(database, "pairs"));
  }

  @Test
  void aTableThatComesMeanwhileMakesTheDumpFail() {
    String database = Site.filled(SERVER, 2000);
    MariaDbSource source = SERVER.inside(database);
    OpRunner runner = runner(source);
    runner.whileDumping = () -> SERVER.run(database, "CREATE TABLE late (a INT)");

    assertThatThrownBy(() -> runner.run(source.dump(Site.dump("a.sql"))))
        .hasMessageContaining("the structure changed meanwhile: tables have late")
        .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.isTransient()).isTrue());
    assertThat(runner.tools.artifact("a.sql")).doesNotExist();
  }

  @Test
  void aDumpWhoseConnectionIsCutHasFailed() {
    String database = Site.filled(SERVER, 50_000);
    MariaDbSource source = SERVER.inside(database);
    OpRunner runner = runner(source);
    runner.whileDumping =
        () ->
            SERVER
                .values(
                    "",
                    "SELECT id FROM information_schema.processlist WHERE db = '%s'"
                        .formatted(database))
                .forEach(id -> SERVER.run("", "KILL " + id));

    assertThatThrownBy(() -> runner.run(source.dump(Site.dump("a.sql"))))
        .hasMessageContaining("mariadb-dump exited with 3")
        .hasMessageContaining("when dumping table `users` at row");
    assertThat(runner.tools.artifact("a.sql")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"#!/bin/sh\nexit 0\n", "#!/bin/sh\necho '-- MariaDB dump 1'\n"})
  void aDumpThatOnlyPretendsHasFailed(String lie) throws IOException {
    String database = Site.filled(TestServer.V10, 10);
    Path tools = Files.createDirectory(directory.resolve("tools"));
    Files.createSymbolicLink(tools.resolve("mariadb"), Path.of("/usr/bin/mariadb"));
    Path liar = Files.writeString(tools.resolve("mariadb-dump"), lie);
    Files.setPosixFilePermissions(liar, PosixFilePermissions.fromString("rwxr-xr-x"));
    MariaDbSource source = TestServer.V10.with(tools, database);
    OpRunner runner = runner(source);

    assertThatThrownBy(() -> runner.run(source.dump(Site.dump("a.sql"))))
        .hasMessageContaining("mariadb-dump exited with 0, but the dump does not");
  }

  @Test
  void anAccountThatDoesNotSeeEverythingDumpsNothing() {
    String database = Site.filled(SERVER, 10);
    String user = "u" + database;
    SERVER.client(
        "",
        "CREATE USER %s@localhost IDENTIFIED BY '%s';\nGRANT SELECT, SHOW VIEW, EVENT ON %s.* TO %s@localhost;\n"
            .formatted(
                user,
                TestServer.PASSWORD.replace("\\", "\\\\").replace("'", "\\'"),
                database,
                user));
    MariaDbSource source = SERVER.insideAs(user, database);
    OpRunner runner = runner(source);

    assertThatThrownBy(() -> runner.run(source.dump(Site.dump("a.sql"))))
        .hasMessageContaining("it lacks TRIGGER, SELECT ON mysql.proc");
    SERVER.run(
        "",
        "GRANT TRIGGER ON " + database + ".* TO " + user + "@localhost",
        "GRANT SELECT ON mysql.proc TO " + user + "@localhost");
    runner.run(source.dump(Site.dump("a.sql")));

    assertThat(runner.facts("a.sql").get("rows").orElseThrow().toString()).contains("users=10");
  }

  @Test
  void nobodyCanReadThePasswordAnywhere() throws IOException {
    List<String> seen = new ArrayList<>();
    for (MariaDbSource source :
        List.of(
            SERVER.inside(Site.filled(SERVER, 50_000)),
            TestServer.V10.over(Site.filled(TestServer.V10, 50_000)))) {
      OpRunner runner = runner(source);
      AtomicBoolean looked = new AtomicBoolean();
      runner.whileDumping =
          () -> {
            looked.set(true);
            seen.addAll(processesThatShow(TestServer.PASSWORD));
          };
      runner.run(source.dump(Site.dump(source.says().hashCode() + ".sql")));
      assertThat(looked).isTrue();
    }

    assertThat(seen).isEmpty();
    try (var files = Files.list(directory)) {
      assertThat(files.filter(f -> f.toString().endsWith(".cnf")))
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
    assertThat(SERVER.inContainer("ls", "/tmp")).isEmpty();
  }

  // Processes inside containers are seen from here, too; that of the server was started with it.
  private static List<String> processesThatShow(String password) {
    List<String> found = new ArrayList<>();
    boolean[] programs = {false};
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
      for (Path process : processes) {
        String arguments = text(process.resolve("cmdline"));
        boolean ours = arguments.contains("mariadb-dump");
        programs[0] |= ours;
        String shown = ours ? arguments + text(process.resolve("environ")) : arguments;
        if (shown.contains(password)) {
          found.add(arguments);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(programs[0]).isTrue();
    return found;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }
}
