package io.backstay.plans.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.testing.FaultProxy.Weather;
import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A PostgreSQL server that goes away, a network that fails, client programs that lie. */
@Tag("docker")
@Needs("docker")
final class DatabaseFaultsTest {
  private static final Ledger LEDGER = new Ledger("A database that fails", 9 + Lie.values().length);
  private static final String ALWAYS = "in every build";
  private static final String FAILS = "The run fails, and the application runs again.";
  private static final String REFUSED = "Refused before the application is stopped.";
  private static final int CUTS = 3;
  private static final int MANY_CUTS = 40;

  @TempDir static Path home;

  private static Database database;
  private static DatabaseSite site;
  private static Path stubs;

  @BeforeAll
  static void start() throws IOException {
    database = new Database("postgres:15");
    stubs = Files.createDirectory(home.resolve("stubs"));
    site =
        new DatabaseSite(
            home, database, Map.of("PATH", stubs + ":" + Lie.REAL + ":" + System.getenv("PATH")));
  }

  @AfterAll
  static void stop() throws IOException {
    site.close();
    database.close();
    LEDGER.compare();
  }

  @AfterEach
  void fineWeather() throws IOException {
    database.proxy().clears();
    Lie.remove(stubs);
    site.reach("postgres");
  }

  @ParameterizedTest
  @EnumSource
  void aLineThatIsCut(Verb verb) {
    cut(verb, CUTS);
  }

  @Tag("faults")
  @ParameterizedTest
  @EnumSource
  void aLineThatIsCutAnywhere(Verb verb) {
    cut(verb, MANY_CUTS);
  }

  private static void cut(Verb verb, int wanted) {
    bytes("cut " + verb, verb, wanted).forEach(at -> weather(verb, Weather.CUT, at));
    LEDGER.add(
        id(verb, 1),
        "During %s every connection is reset after some bytes.".formatted(verb.words()),
        "%d places in every build, %d with `-Pfaults`".formatted(CUTS, MANY_CUTS),
        FAILS);
  }

  /** Much is said while rows are copied, and little before; both count. */
  private static LongStream bytes(String name, Verb verb, int wanted) {
    return Arrays.stream(Sample.parts(name, wanted))
        .mapToLong(part -> (long) Math.pow((double) site.said(verb), part));
  }

  private static void weather(Verb verb, Weather weather, long bytes) {
    database.proxy().becomes(weather, bytes);
    Answer answer = site.run(verb);
    database.proxy().clears();
    site.judge(verb, answer);
  }

  @Test
  void aLineThatFallsSilent() {
    Verb verb = Verb.BACKUP;
    database.proxy().becomes(Weather.STILL, site.said(verb) / 2);
    Answer answer = site.run(verb);
    site.noProcessIsLeft(answer);
    database.proxy().clears();
    assertThat(answer.out() + answer.err()).contains("took longer than 6s");
    site.judge(verb, answer);
    LEDGER.add(
        id(verb, 2),
        "During %s nothing comes any more, and the line stays open.".formatted(verb.words()),
        "one place in every build, 12 with `-Pfaults`",
        "The step ends at its timeout, with every process it began.");
  }

  @Tag("faults")
  @ParameterizedTest
  @EnumSource
  void aLineThatFallsSilentAnywhere(Verb verb) {
    bytes("still " + verb, verb, 12).forEach(at -> weather(verb, Weather.STILL, at));
  }

  @ParameterizedTest
  @EnumSource
  void aServerThatIsKilled(Verb verb) {
    database.proxy().dies(site.said(verb) / 2, database::kill);
    Answer answer = site.run(verb);
    assertThat(answer.green()).as("%s", answer).isFalse();
    database.revive();
    site.judge(verb, answer);
    LEDGER.add(
        id(verb, 3),
        "During %s the server is killed.".formatted(verb.words()),
        ALWAYS,
        verb == Verb.BACKUP
            ? FAILS
            : "The run fails; what could not be undone without a server, `resume` undoes.");
  }

  @Test
  void aLockThatIsNotFree() throws SQLException {
    Answer answer;
    try (Connection connection = database.connect(Database.NAME);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE orders IN ACCESS EXCLUSIVE MODE");
      answer = site.run(Verb.BACKUP);
      site.nothingGoesOn(answer);
    }
    assertThat(answer.out() + answer.err()).contains("took longer than 6s");
    site.judge(Verb.BACKUP, answer);
    LEDGER.add(
        "DB-04",
        "A backup waits for a lock that somebody else holds on a table.",
        ALWAYS,
        "The step ends at its timeout, with every process and every session it began.");
  }

  @Test
  void programsThatAreTooOld() throws IOException {
    try (Database newer = new Database("postgres:17")) {
      site.reach(
          "postgres",
          "host: 127.0.0.1, port: %d, tools: %s".formatted(newer.proxy().port(), Lie.REAL));
      refused("cannot dump a 17.");
    }
    LEDGER.add("DB-05", "The client programs are older than the server.", ALWAYS, REFUSED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRoleThatMayNotReadEverything(boolean hidden) throws IOException {
    String role = hidden ? "filtered" : "refused";
    database.sql(
        Database.NAME,
        "CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(role, Database.PASSWORD.replace("'", "''")),
        hidden
            ? "GRANT SELECT ON orders TO filtered"
            : "REVOKE SELECT ON orders FROM refused, public",
        hidden ? "ALTER TABLE orders ENABLE ROW LEVEL SECURITY" : "SELECT 1");
    site.reach(role);
    refused("may not read public.orders");
    LEDGER.add(
        hidden ? "DB-07" : "DB-06",
        hidden
            ? "Row-level security hides rows from the role."
            : "The role may not read one of the tables.",
        ALWAYS,
        REFUSED);
  }

  private static void refused(String because) throws IOException {
    String before = site.web().started();
    Answer answer = site.run(Verb.BACKUP);
    assertThat(answer.exit()).as("%s", answer).isEqualTo(3);
    assertThat(answer.out() + answer.err()).contains(because);
    assertThat(site.web().started()).as("never stopped").isEqualTo(before);
    site.reach("postgres");
    site.judge(Verb.BACKUP, answer);
  }

  @ParameterizedTest
  @EnumSource
  void aProgramThatLies(Lie lie) throws IOException {
    lie.install(stubs);
    Answer answer = site.run(lie.verb);
    Lie.remove(stubs);
    assertThat(answer.green()).as("%s", answer).isFalse();
    site.judge(lie.verb, answer);
    LEDGER.add(
        lie.name().replace('_', '-'),
        "During %s %s.".formatted(lie.verb.words(), lie.says()),
        ALWAYS,
        FAILS);
  }

  private static String id(Verb verb, int number) {
    return (verb == Verb.BACKUP ? "DB-0" : "DB-1") + number;
  }
}
