package io.backstay.connectors.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.connectors.databases.OpRunner;
import io.backstay.connectors.databases.TestTools;
import io.backstay.spi.Artifacts;
import io.backstay.spi.DatabaseSource.Load;
import io.backstay.spi.Failure;
import io.backstay.spi.Refusal;
import io.backstay.testing.Needs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Needs("docker")
@Tag("docker")
class MariaDbPartTest {
  private static final TestServer SERVER = TestServer.V11;

  private static final String CONTENT =
      """
      CREATE TABLE users (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(80) NOT NULL,
        loud VARCHAR(80) AS (UPPER(name)) STORED, photo BLOB, at TIMESTAMP NULL);
      INSERT INTO users (name, photo, at) SELECT CONCAT('😀 \\\\''', seq), UNHEX(SHA2(seq, 256)),
        '2024-01-01' + INTERVAL seq MINUTE FROM seq_1_to_500;
      CREATE TABLE notes (who INT NOT NULL, t TEXT,
        CONSTRAINT `of whom?` FOREIGN KEY (who) REFERENCES users (id) ON DELETE CASCADE);
      INSERT INTO notes SELECT seq, 'note' FROM seq_1_to_50;
      CREATE TABLE `odd.``; "one` (x INT);
      INSERT INTO `odd.``; "one` VALUES (1), (NULL);
      CREATE TABLE log (what TEXT) ENGINE=MyISAM;
      CREATE TABLE watched (a INT);
      CREATE TRIGGER watching AFTER INSERT ON watched FOR EACH ROW INSERT INTO log VALUES ('in');
      """;

  private static final String STATE =
      "SELECT CONCAT_WS(' ', (SELECT CONCAT(COUNT(*), SHA2(GROUP_CONCAT("
          + "CONCAT_WS(',', id, name, loud, HEX(photo), at) ORDER BY id), 256)) FROM users),"
          + " (SELECT GROUP_CONCAT(COALESCE(x, 'null') ORDER BY x) FROM `odd.``; \"one`))";
  private static final String NOTES = "SELECT GROUP_CONCAT(who ORDER BY who) FROM notes";

  @TempDir Path directory;
  private String database = "";
  private MariaDbSource source = SERVER.inside("none");
  private OpRunner runner = new OpRunner(new TestTools(Path.of("."), Site.STAMP));
  private String dumped = "";

  /** A database that was dumped and has gone on since. */
  @BeforeEach
  void itWentOn() {
    database = SERVER.database("SELECT 1");
    SERVER.client(database, CONTENT);
    source = SERVER.inside(database);
    TestTools tools = new TestTools(directory, Site.STAMP);
    tools.secrets.put("password", TestServer.PASSWORD);
    runner = new OpRunner(tools, source);
    runner.run(source.dump(Site.dump("a.sql.gz")));
    dumped = state();
    SERVER.run(
        database,
        "UPDATE users SET name = 'x', at = NULL WHERE id BETWEEN 60 AND 100",
        "DELETE FROM users WHERE id > 200",
        "INSERT INTO users (name) SELECT 'new' FROM seq_1_to_7",
        "DELETE FROM `odd.``; \"one`",
        "DELETE FROM notes WHERE who > 40");
  }

  private String state() {
    return SERVER.value(database, "SET SESSION group_concat_max_len = 1000000; " + STATE);
  }

  private void load(String... tables) {
    runner.run(
        source.load(new Load(new Artifacts("a.sql.gz"), List.of(tables), 2, List.of(), List.of())));
  }

  private void refuses(ThrowingCallable load, String... words) {
    String before = state() + SERVER.value(database, NOTES);
    assertThatThrownBy(load)
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.message() + " " + e.help()).contains(words));
    assertThat(state() + SERVER.value(database, NOTES)).isEqualTo(before);
    nothingIsLeft();
  }

  private void nothingIsLeft() {
    runner.pay();
    assertThat(SERVER.values("", "SHOW DATABASES LIKE '" + database + "\\_%'")).isEmpty();
  }

  @Test
  void theNamedTablesAreBackAndNothingElseHasChanged() {
    String notes = SERVER.value(database, NOTES);

    load("users", "\"odd.`; \"\"one\"", "users");

    assertThat(state()).isEqualTo(dumped);
    assertThat(SERVER.value(database, NOTES)).isEqualTo(notes);
    assertThatThrownBy(() -> SERVER.run(database, "INSERT INTO notes VALUES (9999, 'x')"))
        .hasMessageContaining("of whom?");
    SERVER.run(database, "INSERT INTO users (name) VALUES ('next')");
    assertThat(SERVER.value(database, "SELECT MAX(id) > 507 FROM users")).isEqualTo("1");
    assertThat(runner.tools.debts)
        .extracting(TestTools.Debt::action)
        .containsExactly("drop-incoming");
    nothingIsLeft();
  }

  @Test
  void aRowElsewhereThatNoLongerFitsIsNamedAndNothingHappens() {
    SERVER.run(database, "INSERT INTO notes SELECT MAX(id), 'later' FROM users");
    String later = SERVER.value(database, "SELECT MAX(id) FROM users");
    refuses(() -> load("users"), "`of whom?` would be broken", "such as " + later);

    SERVER.run(database, "DELETE FROM users WHERE id = 50");
    refuses(() -> load("notes"), "`of whom?` would be broken", "such as 50");
  }

  @Test
  void whoeverIsKilledOnTheWayLeavesTheOldRows() {
    String before = state();
    CompletableFuture<Void> somebody =
        CompletableFuture.runAsync(
            () -> {
              try {
                SERVER.client(
                    database,
                    "START TRANSACTION; UPDATE notes SET t = 'held' WHERE who = 7;"
                        + " SELECT SLEEP(600);\n");
              } catch (IllegalStateException killed) {
                return;
              }
            },
            Thread::startVirtualThread);
    awaitProcess("SELECT SLEEP(%");
    CompletableFuture<Void> load =
        CompletableFuture.runAsync(() -> load("users", "notes"), Thread::startVirtualThread);
    kill(awaitProcess("DELETE FROM `%`.`notes`%"));

    assertThatThrownBy(load::join).hasCauseInstanceOf(Failure.class);
    kill(awaitProcess("SELECT SLEEP(%"));
    somebody.join();
    assertThat(state()).isEqualTo(before);
    nothingIsLeft();
  }

  private List<String> awaitProcess(String doing) {
    String asked =
        "SELECT id FROM information_schema.processlist WHERE db = '%s' AND info LIKE '%s'"
            .formatted(database, doing);
    return Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> SERVER.values("", asked), ids -> !ids.isEmpty());
  }

  private static void kill(List<String> ids) {
    ids.forEach(id -> SERVER.run("", "KILL " + id));
  }

  @Test
  void whatTheDumpDoesNotHaveIsSaidBeforeAnythingIsTouched() {
    SERVER.run(database, "CREATE TABLE usesr (id INT)");

    refuses(
        () -> load("users", "usesr"),
        "the dump has no table `usesr`",
        "Did you mean `users`?",
        "\"odd.`; \"\"one\"");
  }

  @Test
  void whatDoesNotFitTheLiveDatabaseIsRefused() {
    SERVER.run(database, "ALTER TABLE users ADD born DATE");
    refuses(() -> load("users"), "`users` has changed", "the database has born date");
    refuses(() -> load("Users"), "has no table `Users`", "Did you mean `users`?");
    refuses(() -> load("log"), "its engine MyISAM has no transactions");
    refuses(() -> load("watched"), "its trigger watching would act");

    runner.run(source.recreate(true, null));
    refuses(() -> load("users"), "is being replaced as a whole", "recreate-database");
  }

  @Test
  void onlyTablesOfTheDatabaseAreNamedAndNothingElseIsRunWithThem() {
    Stream.of(
            new Load(new Artifacts("a.sql"), List.of("other.users"), 1, List.of(), List.of()),
            new Load(new Artifacts("a.sql"), List.of("a.b.c"), 1, List.of(), List.of()),
            new Load(new Artifacts("a.sql"), List.of("a"), 1, List.of(), List.of("SELECT 1")))
        .forEach(load -> assertThatThrownBy(() -> source.load(load)).isInstanceOf(Refusal.class));
  }
}
