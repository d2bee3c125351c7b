package io.backstay.connectors.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.connectors.databases.OpRunner;
import io.backstay.connectors.databases.TestTools;
import io.backstay.connectors.mariadb.MariaDb.Sslmode;
import io.backstay.connectors.tls.SelfSigned;
import io.backstay.spi.Artifacts;
import io.backstay.spi.DatabaseSource.Load;
import io.backstay.spi.DatabaseSource.Query;
import io.backstay.spi.DatabaseSource.Rehearsal;
import io.backstay.spi.Failure;
import io.backstay.spi.Secret;
import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.images.builder.Transferable;

/** MySQL's own server, and what is other there than with MariaDB. */
@Needs("docker")
@Tag("docker")
class MySqlTest {
  private static final TestServer SERVER = TestServer.MYSQL;

  @TempDir static Path programs;
  @TempDir static Path certificates;
  @TempDir static Path other;
  @TempDir Path directory;

  /** Its own programs, taken out of its container with all they need. */
  @BeforeAll
  static void itsProgramsAreOnThisHost() throws Exception {
    SelfSigned.in(other);
    SelfSigned own = SelfSigned.in(certificates);
    SERVER.container().copyFileToContainer(Transferable.of(own.pem(), 0644), "/run/own.pem");
    SERVER.container().copyFileToContainer(Transferable.of(own.key(), 0644), "/run/key.pem");
    SERVER.run(
        "",
        "SET GLOBAL ssl_cert = '/run/own.pem'",
        "SET GLOBAL ssl_key = '/run/key.pem'",
        "ALTER INSTANCE RELOAD TLS");
    SERVER.inContainer(
        "sh",
        "-c",
        "mkdir /out && cp /usr/bin/mysql /usr/bin/mysqldump /out && cd /out"
            + " && ldd mysql mysqldump | grep -o '/[^ ]*' | sort -u | grep -v : | xargs cp -Lt ."
            + " && tar -cf /out.tar .");
    Path archive = programs.resolve("out.tar");
    SERVER.container().copyFileFromContainer("/out.tar", archive.toString());
    Path all = Files.createDirectory(programs.resolve("all"));
    assertThat(
            new ProcessBuilder("tar", "-xf", archive.toString(), "-C", all.toString())
                .start()
                .waitFor())
        .isZero();
    for (String name : List.of("mysql", "mysqldump")) {
      Path program =
          Files.writeString(
              programs.resolve(name),
              "#!/bin/sh\nexec %s/ld-linux-x86-64.so.2 --library-path %s %s/%s \"$@\"\n"
                  .formatted(all, all, all, name));
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private OpRunner runner(MariaDbSource source) {
    TestTools tools = new TestTools(directory, Site.STAMP);
    tools.secrets.put("password", TestServer.PASSWORD);
    tools.secrets.put("wrong", "wrong");
    return new OpRunner(tools, source);
  }

  private static MariaDbSource source(
      String database, String password, @Nullable Sslmode mode, @Nullable Path authority) {
    return (MariaDbSource)
        new MariaDb()
            .source(
                "db",
                new MariaDb.Params(
                    database,
                    "localhost",
                    SERVER.container().getMappedPort(3306),
                    "root",
                    new Secret(password),
                    null,
                    mode,
                    authority,
                    programs));
  }

  @Test
  void itsOwnProgramsOfThisHostDumpIt() throws IOException {
    String database = Site.filled(SERVER, 2000);
    MariaDbSource source = source(database, "password", null, null);
    OpRunner runner = runner(source);

    runner.run(source.dump(Site.dump("a.sql")));
    String dump = Files.readString(runner.tools.artifact("a.sql"));
    assertThat(dump)
        .as("what only the server that was dumped may be told")
        .doesNotContain("GTID_PURGED", "SQL_LOG_BIN");
    SERVER.run(database, "DELETE FROM orders", "DROP VIEW recent");
    runner.run(source.recreate(true, null));
    runner.run(source.load(Site.load("a.sql")));

    assertThat(SERVER.value(database, "SELECT COUNT(*) FROM all_recent")).isEqualTo("100");
    assertThat(runner.tools.logged).noneMatch(line -> line.contains("Warning"));
  }

  @Test
  void programsOfTheOneAreNotForTheServersOfTheOther() {
    refuses(
        SERVER.over(SERVER.database("CREATE TABLE t (a INT)")),
        "the server is MySQL 9.",
        "and the programs are those of MariaDB",
        "`mysql` and `mysqldump`");
    TestServer mariadb = TestServer.V10;
    refuses(
        mariadb.with(programs, mariadb.database("CREATE TABLE t (a INT)")),
        "no connection to MariaDB",
        "mysql_native_password",
        "name those of MariaDB for MariaDB");
    assertThatThrownBy(() -> Brand.MYSQL.demand("11.8.3-MariaDB-0+deb13u1"))
        .hasMessageContaining("the server is MariaDB 11.8.3");
    Brand.MARIADB.demand("5.5.5-10.3.39-MariaDB");
  }

  private void refuses(MariaDbSource source, String... words) {
    OpRunner runner = runner(source);
    assertThatThrownBy(() -> runner.run(source.dump(Site.dump("a.sql"))))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.message() + " " + e.help()).contains(words));
    assertThat(runner.tools.artifact("a.sql")).doesNotExist();
  }

  @Test
  void connectionsAreProtectedAsIsSaid() {
    String database = SERVER.database("SELECT 1");
    assertThat(cipher(source(database, "password", Sslmode.DISABLE, null)))
        .isEqualTo("[[Ssl_cipher, ]]");
    assertThat(cipher(source(database, "password", Sslmode.REQUIRE, null))).contains("TLS_");
    Path signer = certificates.resolve("ca.pem");
    assertThat(cipher(source(database, "password", Sslmode.VERIFY_FULL, signer))).contains("TLS_");
    for (Path authority : List.of(other.resolve("ca.pem"), other.resolve("none.pem"))) {
      refuses(source(database, "password", Sslmode.VERIFY_FULL, authority), "certificate");
    }
    refuses(source(database, "wrong", null, null), "Access denied", "`password`");
  }

  /** By what databases of ours are known elsewhere, MySQL does not have. */
  @Test
  void aRehearsalIsRefusedAndNothingIsMade() {
    String database = Site.filled(SERVER, 10);
    MariaDbSource source = SERVER.inside(database);
    OpRunner runner = runner(source);
    runner.run(source.dump(Site.dump("a.sql")));
    Rehearsal rehearsal =
        new Rehearsal("rehearse", database + "_try", new Artifacts("a.sql"), 1, List.of());

    assertThatThrownBy(() -> runner.run(source.rehearse(rehearsal)))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.help()).contains("MySQL has no comments"));
    runner.pay();

    assertThat(SERVER.values("", "SHOW DATABASES LIKE '" + database + "\\_%'")).isEmpty();
  }

  private String cipher(MariaDbSource source) {
    OpRunner runner = runner(source);
    runner.tools.beginStep();
    return source
        .observe(new Query("SHOW SESSION STATUS LIKE 'Ssl_cipher'"), runner.tools)
        .get("rows")
        .orElseThrow()
        .toString();
  }

  @Test
  void anAccountThatDoesNotSeeEverythingDumpsNothing() {
    String database = Site.filled(SERVER, 10);
    String user = "u" + database;
    String password = TestServer.PASSWORD.replace("\\", "\\\\").replace("'", "\\'");
    SERVER.client(
        "",
        "CREATE USER %s@localhost IDENTIFIED BY '%s';\nCREATE ROLE r%s;\nGRANT SELECT ON mysql.* TO %s@localhost;\nGRANT SELECT, SHOW VIEW, EVENT ON %s.* TO %s@localhost;\n"
            .formatted(user, password, user, user, database, user));
    MariaDbSource source = SERVER.insideAs(user, database);
    OpRunner runner = runner(source);

    assertThatThrownBy(() -> runner.run(source.dump(Site.dump("a.sql"))))
        .hasMessageContaining("it lacks TRIGGER, SHOW_ROUTINE");
    SERVER.run(
        "",
        "GRANT TRIGGER ON %s.* TO r%s".formatted(database, user),
        "GRANT SHOW_ROUTINE ON *.* TO r" + user,
        "GRANT r%s TO %s@localhost".formatted(user, user),
        "SET DEFAULT ROLE ALL TO %s@localhost".formatted(user));
    runner.run(source.dump(Site.dump("a.sql")));

    assertThat(runner.facts("a.sql").get("rows").orElseThrow().toString()).contains("users=10");
    assertThat(runner.facts("a.sql").get("inventory").orElseThrow().toString())
        .contains("twice", "add_user", "never_empty", "nightly");
  }

  @Test
  void someTablesAreLoaded() {
    String database = Site.filled(SERVER, 500);
    MariaDbSource source = SERVER.inside(database);
    OpRunner runner = runner(source);
    runner.run(source.dump(Site.dump("a.sql")));
    SERVER.run(database, "DELETE FROM orders", "DELETE FROM `odd \"``; na'me`");

    runner.run(
        source.load(new Load(new Artifacts("a.sql"), List.of("orders"), 2, List.of(), List.of())));

    assertThat(SERVER.value(database, "SELECT COUNT(*) FROM orders")).isEqualTo("400");
    assertThat(SERVER.value(database, "SELECT COUNT(*) FROM `odd \"``; na'me`")).isEqualTo("0");
    runner.pay();
    assertThat(SERVER.values("", "SHOW DATABASES LIKE '" + database + "\\_%'")).isEmpty();
  }
}
