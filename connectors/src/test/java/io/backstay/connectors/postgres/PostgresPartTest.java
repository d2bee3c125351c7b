package io.backstay.connectors.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.backstay.connectors.databases.OpRunner;
import io.backstay.connectors.databases.TestTools;
import io.backstay.spi.Artifacts;
import io.backstay.spi.DatabaseSource.Load;
import io.backstay.spi.Failure;
import io.backstay.spi.Refusal;
import io.backstay.testing.Needs;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Needs("docker")
@Tag("docker")
class PostgresPartTest {
  private static final String[] CONTENT = {
    "CREATE TABLE users (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL,"
        + " loud text GENERATED ALWAYS AS (upper(name)) STORED, born interval, seen timestamptz)",
    "INSERT INTO users (name, born, seen) SELECT E'\\\\.\\t\\n' || i, i * interval '-1 day 3 hours',"
        + " '2024-01-01'::timestamptz + i * interval '1.5 s' FROM generate_series(1, 500) i",
    "CREATE TABLE orders (id serial, at date NOT NULL, who int REFERENCES users, PRIMARY KEY (id, at))"
        + " PARTITION BY RANGE (at)",
    "CREATE TABLE orders_24 PARTITION OF orders FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
    "CREATE TABLE orders_25 PARTITION OF orders FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')",
    "INSERT INTO orders (at, who) SELECT '2024-06-01'::date + i, i FROM generate_series(1, 400) i",
    "CREATE TABLE notes (who int NOT NULL, t text)",
    "INSERT INTO notes SELECT i, 'note' FROM generate_series(1, 50) i",
    "ALTER TABLE notes ADD CONSTRAINT \"of whom?\" FOREIGN KEY (who) REFERENCES users"
        + " ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED",
    "COMMENT ON CONSTRAINT \"of whom?\" ON notes IS 'it''s said'",
    "CREATE SCHEMA sales",
    "CREATE TABLE sales.\"Odd; \"\"one\" (x int[])",
    "INSERT INTO sales.\"Odd; \"\"one\" VALUES ('{1,2}'), (NULL)",
    "CREATE TABLE log (what text)",
    "CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS"
        + " 'BEGIN INSERT INTO log VALUES (TG_OP); RETURN NULL; END'",
    "CREATE TRIGGER noted AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION noted()",
    "CREATE TRIGGER emptied AFTER TRUNCATE ON users FOR EACH STATEMENT EXECUTE FUNCTION noted()",
    "ALTER TABLE users ENABLE ALWAYS TRIGGER emptied",
    "CREATE TRIGGER quiet AFTER DELETE ON users FOR EACH ROW EXECUTE FUNCTION noted()",
    "ALTER TABLE users DISABLE TRIGGER quiet",
    "CREATE TRIGGER ordered AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION noted()",
  };

  private static final String USERS =
      "SELECT count(*) || md5(string_agg(u::text, ',' ORDER BY id))"
          + " || (SELECT last_value || is_called::text FROM users_id_seq) FROM users u";
  private static final String ORDERS =
      "SELECT count(*) || md5(string_agg(o::text, ',' ORDER BY id))"
          + " || (SELECT last_value || is_called::text FROM orders_id_seq) FROM orders o";
  private static final String ODD =
      "SELECT count(*) || string_agg(o::text, ',' ORDER BY x) FROM sales.\"Odd; \"\"one\" o";
  private static final String OTHERS =
      "SELECT (SELECT count(*) || md5(string_agg(n::text, ',' ORDER BY who, t)) FROM notes n)"
          + " || (SELECT count(*) FROM log)";
  private static final String SHAPE =
      "SELECT (SELECT string_agg(conrelid::regclass::text || conname || pg_get_constraintdef(oid)"
          + " || coalesce(obj_description(oid, 'pg_constraint'), ''), ';' ORDER BY conrelid, conname)"
          + " FROM pg_constraint WHERE contype = 'f')"
          + " || (SELECT string_agg(tgrelid::regclass::text || tgname || tgenabled::text, ';'"
          + " ORDER BY tgrelid, tgname) FROM pg_trigger WHERE tgconstraint = 0)";

  @TempDir Path directory;

  record Way(TestServer server, boolean inside, String artifact) {
    PostgresSource source(String database) {
      return (inside ? server.inside(database) : server.params(database)).source();
    }
  }

  static Stream<Way> ways() {
    return Stream.of(
        new Way(TestServer.V15, false, "a.dump"),
        new Way(TestServer.V15, false, "b.sql"),
        new Way(TestServer.V15, true, "c.dump.gz"),
        new Way(TestServer.V17, true, "d.sql.gz"),
        new Way(TestServer.V17, true, "e.dump"));
  }

  /** A database that was dumped and has gone on since. */
  private final class Site {
    final Way way;
    final String database;
    final PostgresSource source;
    final OpRunner runner;
    final List<String> dumped;
    final List<String> before;

    Site(Way way, String... since) {
      this.way = way;
      this.database = way.server.database(CONTENT);
      this.source = way.source(database);
      TestTools tools = new TestTools(directory, "20260213_050211");
      tools.secrets.put("password", TestServer.PASSWORD);
      this.runner = new OpRunner(tools, source);
      runner.run(source.dump(Dumps.of(way.artifact)));
      this.dumped = state();
      way.server.run(
          database,
          "UPDATE users SET name = 'x', seen = NULL WHERE id < 100",
          "INSERT INTO users (name) SELECT 'new' FROM generate_series(1, 7)",
          "TRUNCATE orders RESTART IDENTITY",
          "INSERT INTO notes VALUES (501, 'later')",
          "DELETE FROM sales.\"Odd; \"\"one\"");
      way.server.run(database, since);
      this.before = state();
    }

    List<String> state() {
      List<String> state = new ArrayList<>();
      for (String query : List.of(USERS, ORDERS, ODD, OTHERS, SHAPE)) {
        state.add(way.server.value(database, query));
      }
      return state;
    }

    void load(String... tables) {
      Artifacts artifact = new Artifacts(way.artifact);
      runner.run(source.load(new Load(artifact, List.of(tables), 2, List.of(), List.of())));
    }

    void refuses(ThrowingCallable load, String... words) {
      assertThatThrownBy(load)
          .isInstanceOfSatisfying(
              Failure.class, e -> assertThat(e.message() + " " + e.help()).contains(words));
      assertThat(state()).isEqualTo(before);
      nothingIsLeft();
    }

    void nothingIsLeft() {
      runner.pay();
      assertThat(
              way.server.values(
                  "postgres",
                  "SELECT datname FROM pg_database WHERE datname ~ '^" + database + "_'"))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void theNamedTablesAreBackAndNothingElseHasChanged(Way way) {
    Site site = new Site(way, "DELETE FROM notes WHERE who = 501");

    site.load("users", "public.orders", "sales.\"Odd; \"\"one\"", "orders_24");

    List<String> state = site.state();
    assertThat(state.subList(0, 3)).isEqualTo(site.dumped.subList(0, 3));
    assertThat(state.subList(3, 5)).isEqualTo(site.before.subList(3, 5));
    assertThat(site.runner.tools.debts)
        .extracting(TestTools.Debt::action)
        .containsExactly("drop-incoming");
    site.nothingIsLeft();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aRowElsewhereThatNoLongerFitsIsNamedAndNothingHappens(Way way) {
    Site site = new Site(way);

    site.refuses(() -> site.load("users"), "of whom?", "Key (who)=(501) is not present");
  }

  @ParameterizedTest
  @MethodSource("ways")
  void whoeverIsKilledOnTheWayLeavesTheOldRows(Way way) throws Exception {
    Site site = new Site(way, "DELETE FROM notes WHERE who = 501");
    try (Connection somebody = way.server.connect(site.database)) {
      somebody.setAutoCommit(false);
      somebody.createStatement().execute("SELECT nextval('users_id_seq')");
      CompletableFuture<Void> load = CompletableFuture.runAsync(() -> site.load("users"));
      String waiting = "wait_event_type = 'Lock' AND query LIKE 'ALTER SEQUENCE%'";
      await()
          .until(
              () ->
                  !way.server
                      .values("postgres", "SELECT pid FROM pg_stat_activity WHERE " + waiting)
                      .isEmpty());
      if (way.inside) {
        way.server.terminate(site.database, waiting);
      } else {
        ProcessHandle.current()
            .children()
            .filter(child -> child.info().command().orElse("").endsWith("psql"))
            .forEach(ProcessHandle::destroyForcibly);
      }
      assertThatThrownBy(load::join).hasCauseInstanceOf(Failure.class);
      somebody.rollback();
    }
    await()
        .untilAsserted(
            () ->
                assertThat(way.server.value(site.database, "SELECT count(*) FROM users"))
                    .isEqualTo("507"));
    way.server.run(site.database, "SELECT setval('users_id_seq', 507)");
    assertThat(site.state()).isEqualTo(site.before);
    site.nothingIsLeft();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void whatTheDumpDoesNotHaveIsSaidBeforeAnythingIsTouched(Way way) {
    Site site = new Site(way, "CREATE TABLE usesr (id int)");

    site.refuses(
        () -> site.load("users", "usesr"),
        "the dump has no table `usesr`",
        "Did you mean `users`?",
        "sales.\"Odd; \"\"one\"");
  }

  @Test
  void whatDoesNotFitTheLiveDatabaseIsRefused() {
    Way way = new Way(TestServer.V15, false, "a.dump");
    Site site = new Site(way, "ALTER TABLE log ADD at date", "CREATE TABLE kept ()");
    site.refuses(() -> site.load("log"), "`log` has changed", "the database has at date");
    site.refuses(() -> site.load("Log"), "has no table `Log`", "Did you mean `log`?");

    site.runner.run(site.source.recreate(true, null));
    site.refuses(() -> site.load("users"), "is being replaced as a whole", "recreate-database");
  }

  @Test
  void rowsThatWereNeverDumpedEmptyNothing() {
    Way way = new Way(TestServer.V15, false, "a.dump");
    Site site = new Site(way);
    site.runner.run(site.source.dump(Dumps.content("schema.dump", "schema")));

    site.refuses(
        () ->
            site.runner.run(
                site.source.load(
                    new Load(
                        new Artifacts("schema.dump"), List.of("users"), 1, List.of(), List.of()))),
        "the dump has no rows of `users`");
  }

  @Test
  void onlyTablesAreNamedAndNothingElseIsRunWithThem() {
    PostgresSource source = TestServer.V15.params("any").source();
    for (Load load :
        List.of(
            new Load(new Artifacts("a.dump"), List.of("a.b.c"), 1, List.of(), List.of()),
            new Load(new Artifacts("a.dump"), List.of("a"), 1, List.of(), List.of("SELECT 1")))) {
      assertThatThrownBy(() -> source.load(load)).isInstanceOf(Refusal.class);
    }
  }
}
