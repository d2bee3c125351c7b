package io.backstay.connectors.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.connectors.databases.OpRunner;
import io.backstay.connectors.databases.Succession;
import io.backstay.connectors.databases.TestTools;
import io.backstay.spi.DatabaseSource.Schema;
import io.backstay.testing.Needs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

@Needs("docker")
@Tag("docker")
class MariaDbSwapTest {
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
  void somebodyConnectedStandsInTheWayUnlessTheyAreShownOut() {
    String database = Site.filled(SERVER, 10);
    MariaDbSource source = SERVER.inside(database);
    OpRunner runner = runner(source);
    runner.run(source.dump(Site.dump("a.sql")));
    CompletableFuture<Void> somebody =
        CompletableFuture.runAsync(
            () -> {
              try {
                SERVER.client(
                    database, "SELECT * FROM users LOCK IN SHARE MODE; SELECT SLEEP(600);\n");
              } catch (IllegalStateException killed) {
                return;
              }
            });
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> runner.run(source.recreate(false, null)))
                    .hasMessageContaining("is in use by root@localhost"));

    runner.run(source.recreate(true, null));
    runner.run(source.load(Site.load("a.sql")));

    somebody.join();
    assertThat(rows(database, "users")).isEqualTo("10");
  }

  private enum Killed {
    NOTED,
    STRIPPED,
    MOVED
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.EnumSource
  void killedInTheMiddleOfTheSwapTheOldOneIsBackWithAllItHad(Killed when) {
    String database = Site.filled(SERVER, 10);
    MariaDbSource source = SERVER.inside(database);
    OpRunner runner = runner(source);
    runner.run(source.dump(Site.dump("a.sql")));
    SERVER.run(database, "DELETE FROM orders", "CREATE TABLE newer (a INT)");
    String structure = structure(source, runner);
    runner.run(source.recreate(true, null));
    runner.run(source.load(Site.load("a.sql")));
    Succession plan = Succession.of(runner.tools.debts.getLast().facts());
    // From here on everything is as it was at some instant of the swap.
    switch (when) {
      case MOVED ->
          SERVER.run(
              database,
              "DROP TRIGGER never_empty",
              "DROP VIEW recent",
              "DROP PROCEDURE add_user",
              "DROP EVENT nightly",
              "CREATE DATABASE " + plan.incoming());
      case STRIPPED, NOTED -> {
        runner.pay();
        note(plan, source, runner, when == Killed.STRIPPED);
        runner.tools.debts.add(
            new TestTools.Debt(source.ref(), Succession.SWAP_BACK, plan.facts()));
      }
    }

    runner.pay();

    assertThat(structure(source, runner)).isEqualTo(structure);
    assertThat(rows(database, "orders")).isEqualTo("0");
    assertThat(SERVER.values("", "SHOW DATABASES LIKE '" + database + "\\_%'")).isEmpty();
  }

  private static void note(
      Succession plan, MariaDbSource source, OpRunner runner, boolean stripped) {
    Client client = SERVER.access().client(runner.tools);
    try (Session session = Session.open(client, source.says())) {
      Things things = new Things(client, source.says(), line -> {});
      var there = new Catalog(session, plan.live()).things();
      new Previous(session, plan.previous())
          .make(plan, "run", java.time.Instant.EPOCH, things.salvaged(plan.live(), there));
      if (stripped) {
        things.strip(session, plan.live(), there);
      }
    }
  }

  private static String structure(MariaDbSource source, OpRunner runner) {
    runner.tools.beginStep();
    return source.observe(new Schema(), runner.tools).text("schema").orElseThrow();
  }

  @Test
  void whatWasKeptLongEnoughIsDroppedByTheNextRestore() {
    String database = Site.filled(SERVER, 10);
    SERVER.run(database, "ALTER DATABASE " + database + " COMMENT 'backstay knows, doesn''t it?'");
    MariaDbSource source = SERVER.inside(database);
    for (String stamp : List.of("20260101_000000", "20260102_000000", Site.STAMP)) {
      TestTools tools = new TestTools(directory, stamp);
      tools.secrets.put("password", TestServer.PASSWORD);
      OpRunner runner = new OpRunner(tools, source);
      runner.run(source.dump(Site.dump(stamp + ".sql")));
      runner.run(source.recreate(true, stamp.contains("02_") ? Duration.ofDays(1) : Duration.ZERO));
      runner.run(source.load(Site.load(stamp + ".sql")));
    }

    assertThat(SERVER.values("", "SHOW DATABASES LIKE '" + database + "\\_%'"))
        .containsExactly(database + "_before_20260102_000000", database + "_before_" + Site.STAMP);
  }
}
