package io.backstay.connectors.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.connectors.databases.OpRunner;
import io.backstay.connectors.databases.TestTools;
import io.backstay.spi.Artifacts;
import io.backstay.spi.DatabaseSource.Load;
import io.backstay.spi.Failure;
import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Needs("docker")
@Tag("docker")
class PostgresLoadTest {
  private static final String SUMMARY =
      "SELECT (SELECT count(*) || md5(string_agg(name, ',' ORDER BY id)) FROM users)"
          + " || (SELECT count(*) FROM orders) || (SELECT count(*) FROM \"odd schema\".\"-x; \"\"y.z\")"
          + " || (SELECT string_agg(convert_from(lo_get(oid), 'UTF8'), ',' ORDER BY oid)"
          + "     FROM pg_largeobject_metadata)"
          + " || nextval('tickets')";

  @TempDir Path directory;

  record Way(TestServer server, boolean inside, List<String> artifacts) {
    PostgresSource source(String database) {
      return (inside ? server.inside(database) : server.params(database)).source();
    }
  }

  static Stream<Way> ways() {
    return Stream.of(
        new Way(TestServer.V15, false, List.of("a.dump", "b.dump.gz", "c.sql", "d.sql.gz")),
        new Way(TestServer.V15, true, List.of("a.dump", "d.sql.gz")),
        new Way(TestServer.V17, true, List.of("b.dump.gz", "c.sql")),
        new Way(TestServer.V18, true, List.of("a.dump")));
  }

  private OpRunner runner(PostgresSource source) {
    TestTools tools = new TestTools(directory, "20260213_050211");
    tools.secrets.put("password", TestServer.PASSWORD);
    return new OpRunner(tools, source);
  }

  private static Load load(String artifact, String... then) {
    return new Load(new Artifacts(artifact), List.of(), 2, List.of(), List.of(then));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void whatWasDumpedIsBackUnderTheLiveNameAndTheOldOneIsKept(Way way) {
    for (String artifact : way.artifacts) {
      String database = way.server.database(Dumps.CONTENT);
      PostgresSource source = way.source(database);
      OpRunner runner = runner(source);
      runner.run(source.dump(Dumps.of(artifact)));
      String dumped = way.server.value(database, SUMMARY);
      way.server.run(database, "TRUNCATE users CASCADE", "DROP VIEW recent");

      runner.run(source.recreate(true, Duration.ofHours(24)));
      assertThat(way.server.value(database, "SELECT count(*) FROM users")).isEqualTo("0");
      runner.run(source.load(load(artifact, "CREATE ROLE \"r" + database + artifact + "\"")));

      assertThat(way.server.value(database, SUMMARY)).as(artifact).isEqualTo(dumped);
      assertThat(way.server.value(database, "SELECT count(*) FROM recent")).isEqualTo("186");
      String before = database + "_before_20260213_050211";
      assertThat(way.server.value(before, "SELECT count(*) FROM users")).isEqualTo("0");
      assertThat(way.server.values("postgres", "SELECT datname FROM pg_database"))
          .contains(before)
          .doesNotContain(database + "_incoming");
      assertThat(way.server.values("postgres", "SELECT rolname FROM pg_roles"))
          .contains("r" + database + artifact);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aFailureAfterTheSwapBringsTheOldOneBackHoweverOftenItIsPaid(Way way) {
    String database = way.server.database(Dumps.CONTENT);
    PostgresSource source = way.source(database);
    OpRunner runner = runner(source);
    runner.run(source.dump(Dumps.of("a.dump")));
    way.server.run(
        database, "DELETE FROM users WHERE id > 4000 AND id NOT IN (SELECT who FROM orders)");
    runner.run(source.recreate(true, null));
    runner.run(source.load(load("a.dump")));
    assertThat(way.server.value(database, "SELECT count(*) FROM users")).isEqualTo("5000");
    List<TestTools.Debt> debts = List.copyOf(runner.tools.debts);

    runner.pay();
    runner.tools.debts.addAll(debts);
    runner.pay();

    assertThat(way.server.value(database, "SELECT count(*) FROM users")).isEqualTo("4000");
    assertThat(
            way.server.values(
                "postgres", "SELECT datname FROM pg_database WHERE datname ~ '^" + database + "_'"))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aLoadThatBreaksOffLeavesTheLiveOneAloneAndNothingBehind(Way way) throws IOException {
    for (String artifact : List.of("a.dump", "c.sql")) {
      String database = way.server.database(Dumps.CONTENT);
      PostgresSource source = way.source(database);
      OpRunner runner = runner(source);
      runner.run(source.dump(Dumps.of(artifact)));
      Path dump = runner.tools.artifact(artifact);
      try (var channel =
          java.nio.channels.FileChannel.open(dump, java.nio.file.StandardOpenOption.WRITE)) {
        channel.truncate(channel.size() * 2 / 3);
      }
      runner.run(source.recreate(true, null));

      assertThatThrownBy(() -> runner.run(source.load(load(artifact))))
          .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.code()).isEqualTo("R432"));
      runner.pay();

      assertThat(way.server.value(database, "SELECT count(*) FROM users")).isEqualTo("5000");
      assertThat(
              way.server.values(
                  "postgres",
                  "SELECT datname FROM pg_database WHERE datname ~ '^" + database + "_'"))
          .isEmpty();
      if (way.inside) {
        assertThat(way.server.inContainer("ls", "/tmp")).doesNotContain("backstay");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void anotherAttemptStartsFromNothing(Way way) {
    String database = way.server.database(Dumps.CONTENT);
    PostgresSource source = way.source(database);
    OpRunner runner = runner(source);
    runner.run(source.dump(Dumps.of("a.dump")));
    runner.run(source.recreate(true, null));
    way.server.run(database + "_incoming", "CREATE TABLE users (half text)");
    assertThatThrownBy(() -> runner.run(source.load(load("a.dump"))))
        .hasMessageContaining("\"users\" already exists");

    runner.run(source.load(load("a.dump")));

    assertThat(way.server.value(database, "SELECT count(*) FROM users")).isEqualTo("5000");
    assertThat(
            way.server.value(
                "postgres",
                "SELECT coalesce(shobj_description(oid, 'pg_database'), 'none') FROM pg_database"
                    + " WHERE datname = '"
                    + database
                    + "'"))
        .isEqualTo("none");
  }

  @Test
  void theNewOneHasThePrivilegesSettingsAndKindOfTheOld() {
    TestServer server = TestServer.V15;
    String role = "role-" + UUID.randomUUID();
    String database = server.database("CREATE TABLE t ()");
    server.run(
        database,
        "CREATE ROLE \"" + role + "\"",
        "REVOKE CONNECT ON DATABASE " + database + " FROM PUBLIC",
        "GRANT CONNECT ON DATABASE " + database + " TO \"" + role + "\" WITH GRANT OPTION",
        "ALTER DATABASE " + database + " SET search_path = 'a b', \"$user\", public",
        "ALTER ROLE \"" + role + "\" IN DATABASE " + database + " SET work_mem = '7MB'",
        "ALTER DATABASE " + database + " SET app.x = 'it''s'",
        "ALTER DATABASE " + database + " CONNECTION LIMIT 42");
    String looks =
        "SELECT (SELECT string_agg(a::text, ' ' ORDER BY a::text) FROM unnest(datacl) a) || datconnlimit || datcollate || (SELECT string_agg(setrole::text || setconfig::text, ';' ORDER BY setrole)"
            + " FROM pg_db_role_setting WHERE setdatabase = d.oid)"
            + " FROM pg_database d WHERE datname = current_database()";
    String before = server.value(database, looks);
    PostgresSource source = server.params(database).source();
    OpRunner runner = runner(source);
    runner.run(source.dump(Dumps.of("a.dump")));

    runner.run(source.recreate(true, null));
    runner.run(source.load(load("a.dump")));

    assertThat(server.value(database, looks)).isEqualTo(before);
  }

  @Test
  void somebodyConnectedIsInTheWayUnlessSessionsMayBeEnded() throws SQLException {
    TestServer server = TestServer.V15;
    String database = server.database("CREATE TABLE t ()");
    PostgresSource source = server.params(database).source();
    OpRunner runner = runner(source);
    runner.run(source.dump(Dumps.of("a.dump")));

    try (Connection somebody = server.connect(database)) {
      assertThatThrownBy(() -> runner.run(source.recreate(false, null)))
          .hasMessageContaining("is in use by PostgreSQL JDBC Driver as postgres");

      runner.run(source.recreate(true, null));
      runner.run(source.load(load("a.dump")));

      assertThat(somebody.isValid(1)).isFalse();
    }
  }

  @Test
  void whatIsNotEmptyIsNotLoadedIntoWithoutASuccessor() {
    TestServer server = TestServer.V15;
    String full = server.database("CREATE TABLE t ()");
    PostgresSource source = server.params(full).source();
    OpRunner runner = runner(source);
    runner.run(source.dump(Dumps.of("a.dump")));

    assertThatThrownBy(() -> runner.run(source.load(load("a.dump"))))
        .hasMessageContaining("is not empty");
    assertThat(runner.tools.debts).isEmpty();
  }

  @Test
  void whatDoesNotExistYetIsMadeByTheLoad() {
    TestServer server = TestServer.V15;
    String from = server.database(Dumps.CONTENT);
    PostgresSource dumped = server.params(from).source();
    OpRunner dumping = runner(dumped);
    dumping.run(dumped.dump(Dumps.of("a.dump")));
    PostgresSource source = server.params("new " + from).source();
    OpRunner runner = runner(source);
    runner.adopt(dumping);

    runner.run(source.load(load("a.dump")));

    assertThat(server.value("new " + from, "SELECT count(*) FROM users")).isEqualTo("5000");
    assertThat(runner.tools.debts).extracting(TestTools.Debt::action).containsExactly("swap-back");
    runner.pay();
    assertThat(server.values("postgres", "SELECT datname FROM pg_database"))
        .doesNotContain("new " + from, "new " + from + "_incoming");
  }

  @Test
  void aScriptThatGivesPsqlCommandsIsNotRun() throws IOException {
    TestServer server = TestServer.V15;
    String database = server.database("CREATE TABLE t ()");
    PostgresSource source = server.params(database).source();
    OpRunner runner = runner(source);
    runner.run(source.dump(Dumps.of("a.sql")));
    Path canary = directory.resolve("canary");
    Path dump = runner.tools.artifact("a.sql");
    String script = java.nio.file.Files.readString(dump);
    String key = script.lines().filter(l -> l.startsWith("\\restrict ")).findFirst().orElseThrow();
    java.nio.file.Files.writeString(
        dump,
        script.replaceFirst(
            "CREATE TABLE",
            "\\\\un" + key.substring(1) + "\n\\\\! touch " + canary + "\nCREATE TABLE"));

    runner.run(source.recreate(true, null));
    assertThatThrownBy(() -> runner.run(source.load(load("a.sql"))))
        .hasMessageContaining("psql exited with 3");

    assertThat(canary).doesNotExist();
  }

  @Test
  void whatWasKeptLongEnoughIsDroppedByTheNextRestore() {
    TestServer server = TestServer.V15;
    String database = server.database("CREATE TABLE t ()");
    PostgresSource source = server.params(database).source();
    OpRunner first = runner(source);
    first.run(source.dump(Dumps.of("a.dump")));
    first.run(source.recreate(true, Duration.ZERO));
    first.run(source.load(load("a.dump")));
    OpRunner second = new OpRunner(new TestTools(directory, "20260214_050211"), source);
    second.tools.secrets.putAll(first.tools.secrets);
    second.adopt(first);

    second.run(source.recreate(true, Duration.ofDays(1)));
    second.run(source.load(load("a.dump")));

    assertThat(
            server.values(
                "postgres", "SELECT datname FROM pg_database WHERE datname ~ '^" + database + "_'"))
        .containsExactly(database + "_before_20260214_050211");
  }
}
