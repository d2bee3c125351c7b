package io.backstay.connectors.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.connectors.databases.OpRunner;
import io.backstay.connectors.databases.TestTools;
import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.testing.Needs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.DockerClientFactory;

@Needs("docker")
@Tag("docker")
class PostgresFaultsTest {
  private static final TestServer SERVER = TestServer.V15;
  private static final String REAL = "/usr/lib/postgresql/15/bin/";

  // Longer than every buffer between the server and us, so that a dump can be caught at work.
  private static final String LARGE =
      "INSERT INTO t SELECT repeat(md5(i::text), 100) FROM generate_series(1, 30000) i";

  private static String database = "";
  private static String large = "";

  @TempDir Path directory;
  @TempDir Path programs;

  @BeforeAll
  static void databases() {
    database = SERVER.database(Dumps.CONTENT);
    large = SERVER.database("CREATE TABLE t (x text)", LARGE);
  }

  private OpRunner runner(PostgresSource source) {
    TestTools tools = new TestTools(directory, "20260213_050211");
    tools.secrets.put("password", TestServer.PASSWORD);
    return new OpRunner(tools, source);
  }

  private Failure failure(TestServer.Params params, String artifact) {
    Failure failure = failure(params, artifact, () -> {});
    assertThat(directory.resolve("set-" + artifact)).doesNotExist();
    return failure;
  }

  private Failure failure(TestServer.Params params, String artifact, Runnable meanwhile) {
    PostgresSource source = params.source();
    OpRunner runner = runner(source);
    runner.whileDumping = meanwhile;
    Throwable thrown =
        org.assertj.core.api.Assertions.catchThrowable(
            () -> runner.run(source.dump(Dumps.of(artifact))));
    assertThat(thrown).isInstanceOf(Failure.class);
    return (Failure) thrown;
  }

  private void program(String name, String... lines) {
    try {
      Path file = programs.resolve(name);
      Files.writeString(file, "#!/bin/bash\n" + String.join("\n", lines) + "\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatIsMissingIsNamed() {
    TestServer.Params params = SERVER.params(database);
    String host = params.host();

    assertThat(failure(params.tools(programs), "a.dump"))
        .hasMessage("there is no pg_dump on this host");
    assertThat(failure(SERVER.params("nowhere"), "a.dump"))
        .hasMessageContaining("database \"nowhere\" does not exist");
    assertThat(failure(params.as("nobody"), "a.dump"))
        .hasMessageContaining("authentication failed for user \"nobody\"");
    assertThat(failure(params.at(host == null ? "" : host, 9), "a.dump"))
        .hasMessageContaining("Connection to localhost:9 refused");
    assertThat(failure(params.at("no.such.host.invalid", 5432), "a.dump"))
        .hasMessageContaining("no.such.host.invalid");
    assertThat(failure(SERVER.inside("nowhere"), "a.dump"))
        .hasMessageContaining("database \"nowhere\" does not exist");
    assertThat(failure(SERVER.inside(database).in("no-such-container"), "a.dump"))
        .hasMessageContaining("container `no-such-container` does not exist");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aServerProcessThatDiesFailsTheDump(boolean inside) {
    TestServer.Params params = inside ? SERVER.inside(large) : SERVER.params(large);

    Failure failure =
        failure(params, "a.dump.gz", () -> SERVER.terminate(large, "query LIKE 'COPY%'"));

    assertThat(failure.code()).isEqualTo("R501");
    assertThat(failure).hasMessageContaining("pg_dump exited with 1");
  }

  @Test
  void aServerThatIsKilledFailsTheDump() {
    TestServer doomed = new TestServer("postgres:15");
    String name = doomed.database("CREATE TABLE t (x text)", LARGE);
    String id = doomed.container().getContainerId();

    Failure failure =
        failure(
            doomed.inside(name),
            "a.dump.gz",
            () -> DockerClientFactory.instance().client().killContainerCmd(id).exec());

    assertThat(failure.code()).isIn("R501", "R613", "R611", "R430", "R436");
    doomed.container().stop();
  }

  @Test
  void aDumperThatIsKilledFailsTheDumpAndItsSignalIsNamed() {
    Failure failure =
        failure(
            SERVER.params(large),
            "a.dump.gz",
            () -> children().forEach(ProcessHandle::destroyForcibly));

    assertThat(failure).hasMessageContaining("pg_dump was ended by signal 9");
  }

  private static Stream<ProcessHandle> children() {
    return ProcessHandle.current()
        .descendants()
        .filter(child -> child.info().command().orElse("").endsWith("/pg_dump"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSnapshotThatIsLostFailsTheDumpAlthoughPgDumpEndsWell(boolean inside) {
    TestServer.Params params = inside ? SERVER.inside(large) : SERVER.params(large);

    Failure failure =
        failure(
            params, "a.dump.gz", () -> SERVER.terminate(large, "state = 'idle in transaction'"));

    assertThat(failure.code()).isIn("R433", "R436");
  }

  @ParameterizedTest
  @CsvSource({
    "a.dump, 10",
    "a.dump, 50",
    "a.dump, 99",
    "a.dump.gz, 50",
    "a.dump.gz, 99",
    "a.sql, 0",
    "a.sql, 10",
    "a.sql, 50",
    "a.sql, 99"
  })
  void aDumpThatIsCutIsNoneAlthoughPgDumpExitsWithZero(String artifact, int percent) {
    program(
        "pg_dump",
        "[ \"$1\" = --version ] && exec " + REAL + "pg_dump --version",
        "all=$(mktemp); trap 'rm $all' EXIT",
        REAL + "pg_dump \"$@\" > $all || exit",
        "head -c $(( $(stat -c %s $all) * " + percent + " / 100 )) $all");

    Failure failure = failure(SERVER.params(database).tools(programs), artifact);

    assertThat(failure.code()).isEqualTo("R432");
    assertThat(failure).hasMessageStartingWith("pg_dump exited with 0, but ");
  }

  @ParameterizedTest
  @CsvSource({
    "a.dump, users, table users", "a.sql, users, table users",
    "a.dump, tickets, sequence tickets", "a.sql, orders_2025, table orders_2025"
  })
  void aDumpThatLacksSomethingOfTheInventoryIsNone(String artifact, String left, String said) {
    program(
        "pg_dump",
        "[ \"$1\" = --version ] && exec " + REAL + "pg_dump --version",
        "exec " + REAL + "pg_dump \"$@\" --exclude-table=" + left);

    assertThat(failure(SERVER.params(database).tools(programs), artifact))
        .hasMessageContaining("the dump lacks")
        .hasMessageContaining(said);
  }

  @Test
  void programsOlderThanTheServerAreRefusedBeforeAnythingElse() {
    program("pg_dump", "echo 'pg_dump (PostgreSQL) 13.4'");

    Failure older = failure(SERVER.params(database).tools(programs), "a.dump");
    assertThat(older.code()).isEqualTo("R431");
    assertThat(older).hasMessageContaining("pg_dump 13.4 cannot dump a 15.");
    assertThat(older.help()).contains("postgresql-client-15");

    String on17 = TestServer.V17.database("CREATE TABLE t ()");
    TestServer.Params newer = TestServer.V17.params(on17).tools(Path.of(REAL));
    assertThat(failure(newer, "a.dump")).hasMessageContaining("pg_dump 15.18 cannot dump a 17.");
    assertThat(newer.source().probe(runner(newer.source()).tools))
        .extracting(Finding::status)
        .containsExactly(Finding.Status.OK, Finding.Status.FAIL);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRoleThatMayNotReadEverythingMakesNoDump(boolean hidden) {
    String role = "reader" + hidden;
    String restricted = SERVER.database(Dumps.CONTENT);
    SERVER.run(
        restricted,
        "CREATE ROLE " + role + " LOGIN PASSWORD '" + TestServer.PASSWORD.replace("'", "''") + "'",
        "GRANT USAGE ON SCHEMA \"odd schema\" TO " + role,
        "GRANT SELECT ON ALL TABLES IN SCHEMA public, \"odd schema\" TO " + role,
        "GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO " + role,
        "SELECT lo_unlink(oid) FROM pg_largeobject_metadata",
        hidden
            ? "ALTER TABLE users ENABLE ROW LEVEL SECURITY"
            : "REVOKE SELECT ON users FROM " + role);
    TestServer.Params params = SERVER.params(restricted).as(role);

    Failure failure = failure(params, "a.dump");

    assertThat(failure).hasMessageContaining(hidden ? "row-level security" : "permission denied");
    List<Finding> findings = params.source().probe(runner(params.source()).tools);
    assertThat(findings).extracting(Finding::status).contains(Finding.Status.FAIL);
    assertThat(findings.getLast().summary()).contains("may not read public.users");
  }

  @Test
  void noSecretIsInAnArgumentOrAnEnvironment() {
    PostgresSource host = SERVER.params(large).source();
    OpRunner runner = runner(host);
    StringBuilder seen = new StringBuilder();
    runner.whileDumping = () -> children().forEach(child -> seen.append(looks(child)));
    runner.run(host.dump(Dumps.of("a.dump")));
    PostgresSource inside = SERVER.inside(large).source();
    OpRunner second = runner(inside);
    second.whileDumping =
        () ->
            seen.append(
                SERVER.inContainer("bash", "-c", "cat /proc/[1-9]*/cmdline /proc/[1-9]*/environ"));
    second.run(inside.dump(Dumps.of("b.dump")));

    assertThat(seen).contains("pg_dump").contains("PGDATABASE").doesNotContain("--password=");
    assertThat(seen.toString().replace("POSTGRES_PASSWORD=" + TestServer.PASSWORD, ""))
        .doesNotContain(TestServer.PASSWORD);
  }

  private static String looks(ProcessHandle process) {
    Path proc = Path.of("/proc/" + process.pid());
    try {
      return Files.readString(proc.resolve("cmdline"), StandardCharsets.ISO_8859_1)
          + Files.readString(proc.resolve("environ"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatNoNameCouldBeIsRefusedBeforeItReachesAServer() {
    for (String name : List.of("", "a\nb", "a\0b", "ä".repeat(32))) {
      assertThatThrownBy(() -> SERVER.params(name).source())
          .isInstanceOf(io.backstay.spi.Refusal.class);
    }
    for (String host :
        List.of("-h", "a b", "a,b", "run/postgresql", "/run,/tmp", "/run\n", "a?x=y", "")) {
      assertThatThrownBy(() -> SERVER.params("a").at(host, 5432).source())
          .isInstanceOf(io.backstay.spi.Refusal.class);
    }
  }
}
