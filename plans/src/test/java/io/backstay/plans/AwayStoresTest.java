package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.connectors.stores.azure.AzuriteServer;
import io.backstay.connectors.stores.gcs.GcsDouble;
import io.backstay.connectors.stores.s3.S3Server;
import io.backstay.connectors.stores.sftp.SshServer;
import io.backstay.connectors.stores.webdav.DavServer;
import io.backstay.plans.faults.Answer;
import io.backstay.plans.faults.WarmCli;
import io.backstay.testing.FaultProxy;
import io.backstay.testing.Needs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything a user does with sets, with sets that are kept on another host. */
@Tag("azurite")
@Tag("sshd")
@Tag("webdav")
@Needs({"azurite", "sshd", "webdav"})
final class AwayStoresTest {
  private static final String BACKUP =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: club
      secrets:
        access: {env: CLUB_ACCESS}
        secret: {env: CLUB_SECRET}
        key: {env: CLUB_KEY}
        account: {env: CLUB_ACCOUNT}
        azure: {env: CLUB_AZURE}
        dav: {env: CLUB_DAV}
      sources:
        catalogue: {sqlite: plans/quickstart/data/catalogue.sqlite}
        notes: {files: plans/quickstart/data/notes}
      stores:
        local: {directory: {path: sets, create: true}}
        away:
      STORE
      set: {path: '${run.stamp}/', manifest: manifest.json, latest: latest}
      retention: {keep: 30d, max-count: 1, guard: {keep-min: 1, max-prune: 100%}}
      steps:
        - dump: {source: catalogue, to: catalogue.sqlite.zst, record: {row-counts: all}}
        - tar: {source: notes, to: notes.tar.zst}
        - checksum: sha256
      UPLOAD
      """;

  private static final String AWAY_ONLY =
      """
        - upload: away
        - verify: {in: away, checks: [{checksum: all}, {archive-readable: notes.tar.zst}]}
        - prune: away
      """;

  private static final String LOCAL_AND_PERHAPS_AWAY =
      """
        - upload: local
        - upload: away
          id: away
          on-error: warn
      """;

  private static final String[][] READING = {
    {"validate", "plans/club.backup.yaml"},
    {"preview", "--offline", "plans/club.backup.yaml"}
  };

  private static final String RESTORE =
      """
      apiVersion: backstay/v1
      kind: Restore
      name: club
      plan: ./club.backup.yaml
      backup: {from: away, pick: latest, allow-argument: true}
      steps:
        - fetch: all
        - recreate-database: {source: catalogue, previous: {keep: 24h}}
        - load: {artifact: catalogue.sqlite.zst, into: catalogue}
        - untar: {artifact: notes.tar.zst, into: notes, previous: {keep: 24h}}
        - verify: [{row-counts: {in: catalogue, expect: recorded}}]
      """;

  /** The stores there are. */
  enum Away {
    /** A bucket. */
    S3 {
      @Override
      String declared(int port, Path place) {
        return """
            s3:
              bucket: club
              prefix: %s/${run.started-at | date('yyyy/MM/dd/HHmmss')}/
              endpoint: http://127.0.0.1:%d
              access-key: ${secrets.access}
              secret-key: ${secrets.secret}
            """
            .formatted(place.getFileName(), port);
      }

      @Override
      InetSocketAddress server() {
        return buckets.address();
      }
    },
    /** A bucket of Google's, as far as one can be had. */
    GCS {
      @Override
      String declared(int port, Path place) {
        return """
            gcs:
              bucket: club
              prefix: %s/${run.started-at | date('yyyy/MM/dd/HHmmss')}/
              endpoint: http://127.0.0.1:%d
              credentials: ${secrets.account}
            """
            .formatted(place.getFileName(), port);
      }

      @Override
      InetSocketAddress server() {
        return google.address();
      }
    },
    /** A container of Azurite. */
    AZURE {
      @Override
      String declared(int port, Path place) {
        return """
            azure:
              container: club
              account: %s
              prefix: %s/${run.started-at | date('yyyy/MM/dd/HHmmss')}/
              endpoint: %s
              account-key: ${secrets.azure}
            """
            .formatted(AzuriteServer.ACCOUNT, place.getFileName(), AzuriteServer.endpoint(port));
      }

      @Override
      InetSocketAddress server() {
        return azurite.address();
      }
    },
    /** A collection of Apache's. */
    WEBDAV {
      @Override
      String declared(int port, Path place) {
        return """
            webdav:
              url: %s
              prefix: %s/${run.started-at | date('yyyy/MM/dd/HHmmss')}/
              user: %s
              password: ${secrets.dav}
            """
            .formatted(DavServer.url(port, "club"), place.getFileName(), DavServer.USER);
      }

      @Override
      InetSocketAddress server() {
        return apache.address();
      }
    },
    /** A directory of another host. */
    SFTP {
      @Override
      String declared(int port, Path place) throws IOException {
        return """
            sftp:
              host: 127.0.0.1
              port: %d
              user: %s
              path: %s
              key: ${secrets.key}
              host-key: %s
            """
            .formatted(
                port,
                System.getProperty("user.name"),
                Files.createDirectories(place.resolve("away")),
                host.hostKey());
      }

      @Override
      InetSocketAddress server() {
        return host.address();
      }
    };

    abstract String declared(int port, Path place) throws IOException;

    abstract InetSocketAddress server();
  }

  @TempDir static Path keys;
  @TempDir static Path files;
  private static S3Server buckets;
  private static GcsDouble google;
  private static AzuriteServer azurite;
  private static SshServer host;
  private static DavServer apache;

  @TempDir Path project;
  private WarmCli cli;

  @BeforeAll
  static void start() throws IOException {
    buckets = new S3Server();
    buckets.bucket("club");
    google = new GcsDouble(Clock.systemUTC());
    google.bucket("club");
    azurite = new AzuriteServer(keys);
    azurite.container("club", keys);
    host = new SshServer(keys);
    apache = DavServer.apache(files);
    apache.collection("club");
  }

  @AfterAll
  static void stop() {
    buckets.close();
    google.close();
    azurite.close();
    host.close();
    apache.close();
  }

  @BeforeEach
  void copyWhatShips() throws IOException {
    Quickstart.copyTo(project);
    Map<String, String> environment = new HashMap<>();
    environment.put("BACKSTAY_STATE_DIR", project.resolve("state").toString());
    environment.put("CLUB_ACCESS", S3Server.ACCESS);
    environment.put("CLUB_SECRET", S3Server.SECRET);
    environment.put("CLUB_KEY", host.text("client"));
    environment.put("CLUB_ACCOUNT", google.key());
    environment.put("CLUB_AZURE", AzuriteServer.KEY);
    environment.put("CLUB_DAV", DavServer.PASSWORD);
    cli = new WarmCli(project, environment);
  }

  @AfterEach
  void end() {
    cli.close();
  }

  private Answer ask(String... words) {
    return cli.run(List.of(words));
  }

  private void plan(String store, String upload) throws IOException {
    Files.writeString(
        project.resolve("plans/club.backup.yaml"),
        BACKUP.replace("STORE\n", store.indent(4)).replace("UPLOAD\n", upload));
    Files.writeString(project.resolve("plans/club.restore.yaml"), RESTORE);
  }

  @ParameterizedTest
  @EnumSource
  void aSetGoesAwayAndComesBack(Away away) throws IOException, SQLException {
    plan(away.declared(away.server().getPort(), project), AWAY_ONLY);
    Map<String, String> notes = notes();
    String loans = loans();

    ask("validate", "plans/club.backup.yaml", "plans/club.restore.yaml").expect(0);
    ask("preview", "plans/club.backup.yaml", "--probe-write").expect(0);
    ask("run", "club").expect(0);
    String first = newest();
    ask("run", "club").expect(0);
    assertThat(sets()).as("the first was pruned").hasSize(1);
    assertThat(newest()).isNotEqualTo(first);
    assertThat(ask("show", newest()).expect(0).out()).contains("catalogue.sqlite.zst");
    ask("verify", "club").expect(0);

    damage();
    ask("restore", "club", "--confirm", "club").expect(0);
    assertThat(notes()).isEqualTo(notes);
    assertThat(loans()).isEqualTo(loans);
    ask("status", "club").expect(0);
  }

  @ParameterizedTest
  @EnumSource
  void whenTheOtherHostIsDownTheSetIsHereAndNothingIsThere(Away away)
      throws IOException, SQLException {
    try (FaultProxy network = new FaultProxy(away.server())) {
      plan(away.declared(network.port(), project), LOCAL_AND_PERHAPS_AWAY);
      network.leadsTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));

      Answer warned = ask("run", "club").expect(0);
      assertThat(warned.out() + warned.err()).contains("WARNED");
      Answer incomplete = ask("list", "club");
      assertThat(incomplete.out() + incomplete.err()).contains("away", "cannot");

      network.leadsTo(away.server());
      network.clears();
      assertThat(sets()).hasSize(1).allSatisfy(line -> assertThat(line).contains("local"));
      ask("run", "club").expect(0);
      assertThat(sets()).hasSize(3);
    }
  }

  @Test
  void readingPlansLoadsNothingThatTalksToServers() throws IOException {
    String both = Away.S3.declared(1, project) + "STORE";
    plan(both, AWAY_ONLY);
    Path file = project.resolve("plans/club.backup.yaml");
    String other = "  too:\n" + Away.SFTP.declared(1, project).indent(4);
    Files.writeString(file, Files.readString(file).replace("    STORE\n", other));
    Path loaded = project.resolve("loaded");
    Cli quick =
        new Cli(project, project.resolve("state"))
            .with("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + loaded);
    for (String[] command : READING) {
      quick.run(command).expect(0);
      assertThat(Files.readString(loaded))
          .contains("io.backstay.connectors.stores.s3.S3Type")
          .contains("io.backstay.connectors.stores.sftp.SftpType")
          .doesNotContain("software.amazon.", "org.apache.sshd.");
    }
  }

  private String newest() {
    return sets().getFirst().split(" ")[0];
  }

  private List<String> sets() {
    return ask("list", "club").expect(0).out().lines().skip(1).toList();
  }

  private Map<String, String> notes() throws IOException {
    Map<String, String> found = new TreeMap<>();
    Path notes = project.resolve("plans/quickstart/data/notes");
    try (Stream<Path> files = Files.walk(notes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        found.put(notes.relativize(file).toString(), Files.readString(file));
      }
    }
    return found;
  }

  private void damage() throws IOException, SQLException {
    Path notes = project.resolve("plans/quickstart/data/notes");
    Files.writeString(notes.resolve("handouts/house-rules.txt"), "no rules");
    try (Connection db = open();
        Statement sql = db.createStatement()) {
      sql.executeUpdate("DELETE FROM loans WHERE id > 100");
    }
  }

  private String loans() throws SQLException {
    StringBuilder rows = new StringBuilder();
    try (Connection db = open();
        Statement sql = db.createStatement();
        ResultSet all = sql.executeQuery("SELECT * FROM loans ORDER BY id")) {
      while (all.next()) {
        for (int column = 1; column <= all.getMetaData().getColumnCount(); column++) {
          rows.append(all.getString(column)).append('|');
        }
      }
    }
    return rows.toString();
  }

  private Connection open() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:sqlite:" + project.resolve("plans/quickstart/data/catalogue.sqlite"));
  }
}
