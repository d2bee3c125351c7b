package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Autodocs on a host of its own, with the plans as they ship: the database server and the
 * application are units of systemd.
 */
@Tag("docker")
@Needs("docker")
final class AutodocsHostTest {
  private static final String URL = "postgresql://autodocs_backup:horse@localhost:5432/";

  /** What the application is: it says which database it serves, and serves none without it. */
  private static final String APPLICATION =
      """
      use IO::Socket::INET;
      $| = 1;
      my $database = qx(psql -XAtc 'SELECT current_database()' "\\$DATABASE_URL");
      die "there is no database\\n" unless $database;
      my $server = IO::Socket::INET->new(LocalPort => 3001, Listen => 5, ReuseAddr => 1) or die $!;
      print "serving $database";
      while (my $client = $server->accept) {
        while (defined(my $line = <$client>)) { last if $line =~ /^\\r?\\n/ }
        print $client "HTTP/1.0 200 OK\\r\\n\\r\\n$database";
        close $client;
      }
      """;

  private static final String UNIT =
      """
      [Service]
      EnvironmentFile=PROJECT/backend/.env
      ExecStart=/usr/bin/perl PROJECT/backend/app.pl
      """;

  @RegisterExtension static final Features FEATURES = new Features("autodocs");

  @TempDir static Path project;
  private static SystemdHost host;

  @BeforeAll
  static void start() throws IOException {
    files();
    host = new SystemdHost(project, "debian-systemd-postgres:12");
    host.write(
        "/etc/systemd/system/autodocs-backend.service", UNIT.replace("PROJECT", "" + project));
    host.said("systemctl", "start", "postgresql");
    postgres("CREATE ROLE autodocs_backup SUPERUSER LOGIN PASSWORD 'horse'");
    postgres("CREATE DATABASE autodocs_dev");
    host.said("psql", "-q", URL + "autodocs_dev", "-f", project + "/tables.sql");
    host.said("systemctl", "start", "autodocs-backend");
  }

  private static void files() throws IOException {
    Files.createFile(project.resolve("backstay.yaml"));
    Path plans = Files.createDirectories(project.resolve("plans/lib")).resolveSibling("");
    for (String file :
        List.of("autodocs.backup.yaml", "autodocs.restore.yaml", "lib/shared.lib.yaml")) {
      String text = Files.readString(Path.of(file));
      Files.writeString(plans.resolve(file), text.replace("[npm, run, migrate]", "['true']"));
    }
    Path backend = Files.createDirectory(project.resolve("backend"));
    Files.writeString(backend.resolve("app.pl"), APPLICATION);
    Files.writeString(backend.resolve(".env"), "PORT=3001\nDATABASE_URL=" + URL + "autodocs_dev\n");
    Files.writeString(project.resolve("tables.sql"), Autodocs.TABLES_AND_ROWS);
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  private static void postgres(String statement) {
    host.said("runuser", "-u", "postgres", "--", "psql", "-c", statement);
  }

  private static String backstay(String... words) {
    String[] there = {"env", "-C", project.toString(), "PGPASSWORD=horse", "backstay"};
    return host.said(Stream.of(there, words).flatMap(Stream::of).toArray(String[]::new));
  }

  /** Which database the application says it serves. */
  private static String served() {
    String ask =
        "exec 3<>/dev/tcp/127.0.0.1/3001; echo -e 'GET / HTTP/1.0\\r\\n\\r' >&3; tail -1 <&3";
    return host.said("bash", "-c", ask);
  }

  @Test
  void theApplicationServesWhatWasRestored() throws IOException {
    await().untilAsserted(() -> assertThat(served()).isEqualTo("autodocs_dev"));

    backstay("run", "autodocs", "--env", "dev");

    assertThat(
            host.said("find", "/var/backups/autodocs", "-name", "*.sql.gz", "-printf", "%u:%g %m"))
        .isEqualTo("postgres:postgres 600");
    assertThat(host.said("stat", "-c", "%U:%G %a", "/var/backups/autodocs"))
        .isEqualTo("postgres:postgres 700");
    FEATURES.shown("owner");

    restore("cutover=false");
    assertThat(served()).as("served before it was cut over").isEqualTo("autodocs_dev");
    String run = restore("cutover=true").replaceAll("(?s).* run (\\S+).*", "$1");

    assertThat(Files.readAllLines(project.resolve("backend/.env")))
        .contains("PORT=3001")
        .anyMatch(line -> line.startsWith("DATABASE_URL=") && line.contains("/autodocs_restored"));
    assertThat(served()).isEqualTo("autodocs_restored");
    FEATURES.shown("cutover");
    assertThat(backstay("show", run, "-o", "json"))
        .contains("serving autodocs_dev", "serving autodocs_restored");
    FEATURES.shown("evidence");
  }

  private static String restore(String variable) {
    return backstay(
        "restore", "autodocs", "--env", "dev", "--var", variable, "--confirm", "autodocs_restored");
  }
}
