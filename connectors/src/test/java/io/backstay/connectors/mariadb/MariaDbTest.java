package io.backstay.connectors.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.connectors.databases.DumpReadable;
import io.backstay.connectors.databases.Inventory;
import io.backstay.connectors.databases.OpRunner;
import io.backstay.connectors.databases.TestTools;
import io.backstay.connectors.databases.TestWorld;
import io.backstay.spi.Artifacts;
import io.backstay.spi.DatabaseSource.Query;
import io.backstay.spi.DatabaseSource.Schema;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Verdict;
import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Needs("docker")
@Tag("docker")
class MariaDbTest {
  private static final String SHOWN = "\"odd \"\"`; na'me\"";

  private static final String SUMMARY =
      "SELECT CONCAT_WS(' ', (SELECT COUNT(*) FROM users),"
          + " (SELECT SHA2(GROUP_CONCAT(SHA2(CONCAT(id, name, photo), 224) ORDER BY id), 256)"
          + "   FROM users WHERE id < 10000),"
          + " (SELECT COUNT(*) FROM orders), (SELECT GROUP_CONCAT(what) FROM log),"
          + " (SELECT SUM(twice) FROM `odd \"``; na'me`), (SELECT COUNT(*) FROM all_recent),"
          + " twice(21), NEXT VALUE FOR tickets)";

  @TempDir Path directory;

  record Way(String name, TestServer server, boolean inside) {
    MariaDbSource source(String database) {
      return inside ? server.inside(database) : server.over(database);
    }

    boolean hasSequences() {
      return server.brand() == Brand.MARIADB;
    }

    String summary() {
      return hasSequences() ? SUMMARY : SUMMARY.replace(", NEXT VALUE FOR tickets", "");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Way> ways() {
    return Stream.of(
        new Way("host tools, 10.11", TestServer.V10, false),
        new Way("in the container, 11.8", TestServer.V11, true),
        new Way("in the container, MySQL 9", TestServer.MYSQL, true));
  }

  private OpRunner runner(MariaDbSource source) {
    TestTools tools = new TestTools(directory, Site.STAMP);
    tools.secrets.put("password", TestServer.PASSWORD);
    return new OpRunner(tools, source);
  }

  private static Verdict readable(OpRunner runner) {
    return new TestWorld(runner)
        .make(new DumpReadable(), new DumpReadable.Params(List.of(Artifacts.ALL)));
  }

  private static List<String> databases(TestServer server, String database) {
    return server.values("", "SHOW DATABASES LIKE '" + database + "\\_%'");
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aDumpComesWithItsInventoryAndItsRows(Way way) {
    String database = Site.filled(way.server, 50_000);
    MariaDbSource source = way.source(database);
    OpRunner runner = runner(source);

    runner.run(source.dump(Site.dump("a.sql.gz")));

    Facts facts = runner.facts("a.sql.gz");
    Inventory inventory = Inventory.of((Map<?, ?>) facts.get("inventory").orElseThrow());
    Map<String, List<String>> relations = new TreeMap<>(inventory.relations());
    assertThat(relations.remove("sequences"))
        .isEqualTo(way.hasSequences() ? List.of("tickets") : null);
    assertThat(relations)
        .isEqualTo(
            Map.of(
                "tables", List.of(SHOWN, "empty_one", "log", "orders", "users"),
                "views", List.of("all_recent", "recent"),
                "triggers", List.of("never_empty"),
                "functions", List.of("twice"),
                "procedures", List.of("add_user"),
                "events", List.of("nightly")));
    assertThat(facts.get("not-consistent")).contains(List.of("log"));
    assertThat(runner.tools.logged)
        .anyMatch(line -> line.contains("not of one moment") && line.endsWith(": log"));
    assertThat(runner.recorded("db").get("row-counts"))
        .contains(Map.of("users", 50_000L, "orders", 400L, "log", 2L, SHOWN, 3L, "empty_one", 0L));
    assertThat(runner.recorded("db").text("schema").orElseThrow())
        .contains("column users.name varchar(80) not null", "trigger users.never_empty before");
    assertThat(readable(runner)).isInstanceOf(Verdict.Passed.class);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void whatWasDumpedIsBackUnderTheLiveNameAndTheOldOneIsKept(Way way) {
    String database = Site.filled(way.server, 2000);
    MariaDbSource source = way.source(database);
    OpRunner runner = runner(source);
    runner.run(source.dump(Site.dump("a.sql.gz")));
    String dumped = way.server.value(database, way.summary());
    way.server.run(
        database,
        "DELETE FROM orders",
        "DROP VIEW recent",
        "DROP TRIGGER never_empty",
        "CREATE TABLE newer (a INT)",
        "CREATE TRIGGER newer BEFORE INSERT ON log FOR EACH ROW SET NEW.at = 7",
        "DROP FUNCTION twice");

    runner.run(source.recreate(true, Duration.ofHours(24)));
    assertThat(way.server.value(database, "SELECT COUNT(*) FROM orders")).isEqualTo("0");
    runner.run(source.load(Site.load("a.sql.gz", "CREATE TABLE beside (a INT);")));

    assertThat(way.server.value(database, way.summary())).isEqualTo(dumped);
    assertThat(way.server.values(database, "SHOW TABLES"))
        .contains("beside")
        .doesNotContain("newer");
    way.server.run(database, "CALL add_user('')");
    assertThat(way.server.value(database, "SELECT name FROM users ORDER BY id DESC LIMIT 1"))
        .isEqualTo("nobody");
    assertThatThrownBy(() -> way.server.run(database, "INSERT INTO orders (who) VALUES (999999)"))
        .hasMessageContaining("of_whom");
    assertThat(
            way.server.values(
                database,
                "SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema ="
                    + " DATABASE()"))
        .containsExactly("never_empty");
    String before = database + "_before_" + Site.STAMP;
    assertThat(databases(way.server, database)).containsExactly(before);
    assertThat(way.server.values(before, "SHOW TABLES")).contains("newer", "users");
    assertThat(
            way.server.value(before, "SELECT CONVERT(script USING utf8mb4) FROM backstay_previous"))
        .containsPattern("TRIGGER `?newer");
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aFailureAfterTheSwapBringsTheOldOneBackHoweverOftenItIsPaid(Way way) {
    String database = Site.filled(way.server, 2000);
    MariaDbSource source = way.source(database);
    OpRunner runner = runner(source);
    runner.run(source.dump(Site.dump("a.sql")));
    way.server.run(database, "DELETE FROM orders", "DROP FUNCTION twice");
    String structure = structure(source, runner);
    runner.run(source.recreate(true, null));
    runner.run(source.load(Site.load("a.sql")));
    assertThat(way.server.value(database, "SELECT COUNT(*) FROM orders")).isEqualTo("400");
    List<TestTools.Debt> debts = List.copyOf(runner.tools.debts);

    runner.pay();
    runner.tools.debts.addAll(debts);
    runner.pay();

    assertThat(way.server.value(database, "SELECT COUNT(*) FROM orders")).isEqualTo("0");
    assertThat(structure(source, runner)).isEqualTo(structure);
    assertThat(databases(way.server, database)).isEmpty();
  }

  private static String structure(MariaDbSource source, OpRunner runner) {
    runner.tools.beginStep();
    return source.observe(new Schema(), runner.tools).text("schema").orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void whatIsGoneAltogetherIsMadeAnewAndUndoneAgain(Way way) {
    String database = Site.filled(way.server, 2000);
    MariaDbSource source = way.source(database);
    OpRunner runner = runner(source);
    runner.run(source.dump(Site.dump("a.sql")));
    String dumped = way.server.value(database, way.summary());
    way.server.run("", "DROP DATABASE " + database);

    runner.run(source.load(Site.load("a.sql")));

    assertThat(way.server.value(database, way.summary())).isEqualTo(dumped);
    runner.pay();
    assertThat(way.server.values("", "SHOW DATABASES LIKE '" + database + "%'")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aLoadThatBreaksOffLeavesTheLiveOneAloneAndNothingBehind(Way way) throws IOException {
    String database = Site.filled(way.server, 2000);
    MariaDbSource source = way.source(database);
    OpRunner runner = runner(source);
    runner.run(source.dump(Site.dump("a.sql")));
    try (var channel = FileChannel.open(runner.tools.artifact("a.sql"), StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() * 2 / 3);
    }
    assertThat(readable(runner)).isInstanceOf(Verdict.NotPassed.class);
    runner.run(source.recreate(true, null));

    assertThatThrownBy(() -> runner.run(source.load(Site.load("a.sql"))))
        .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.code()).isEqualTo("R432"));
    runner.pay();

    assertThat(way.server.value(database, "SELECT COUNT(*) FROM users")).isEqualTo("2000");
    assertThat(databases(way.server, database)).isEmpty();
  }

  @Test
  void aQuestionChangesNothing() {
    String database = TestServer.V11.database("CREATE TABLE t (a INT)", "INSERT INTO t VALUES (7)");
    MariaDbSource source = TestServer.V11.inside(database);
    OpRunner runner = runner(source);
    runner.tools.beginStep();

    assertThat(source.observe(new Query("SELECT a, 'x\ty' FROM t;"), runner.tools).get("rows"))
        .contains(List.of(List.of("7", "x\ty")));
    for (String bad :
        new String[] {
          "DELETE FROM t",
          "DROP TABLE t",
          "WITH x AS (SELECT 1) DELETE FROM t",
          "SELECT 1; DROP TABLE t",
          "SELECT 1 INTO OUTFILE '/tmp/x'",
          "\\! touch /tmp/x"
        }) {
      assertThatThrownBy(() -> source.observe(new Query(bad), runner.tools))
          .as(bad)
          .isInstanceOf(Failure.class);
    }
    assertThat(TestServer.V11.value(database, "SELECT a FROM t")).isEqualTo("7");
  }
}
