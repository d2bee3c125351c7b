package io.backstay.plans;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.model.Container;
import com.sun.net.httpserver.HttpServer;
import io.backstay.connectors.notify.MailServer;
import io.backstay.connectors.stores.s3.S3Server;
import io.backstay.testing.Needs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * The drills of autodocs as they ship, with the values of a deployment that is there. What a set
 * may be old is a second here, because nobody waits for hours.
 */
@Tag("docker")
@Needs("docker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AutodocsDrillsTest {
  private static final String TABLES =
      """
      CREATE TABLE users AS SELECT i AS id, 'user ' || i AS name FROM generate_series(1, 50) i;
      CREATE TABLE repositories AS SELECT i AS id FROM generate_series(1, 20) i;
      CREATE TABLE documents AS SELECT i AS id, repeat('text ', 50) AS body FROM generate_series(1, 3000) i;
      CREATE TABLE analysis_jobs AS SELECT i AS id FROM generate_series(1, 10) i;
      CREATE TABLE chat_messages AS SELECT i AS id, now() AS created_at FROM generate_series(1, 100) i;
      CREATE TABLE webhooks AS SELECT 1 AS id;
      CREATE TABLE schema_migrations AS SELECT 1 AS version;
      """;

  private final String name = "autodocs-" + UUID.randomUUID().toString().substring(0, 8);
  private final S3Server buckets = new S3Server();
  private final MailServer mails = new MailServer();
  private final List<String> channel = new CopyOnWriteArrayList<>();
  private final HttpServer real =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  private final GenericContainer<?> postgres =
      new GenericContainer<>(DockerImageName.parse("postgres:17"))
          .withEnv("POSTGRES_USER", "autodocs_backup")
          .withEnv("POSTGRES_PASSWORD", "correct horse")
          .withEnv("POSTGRES_DB", "autodocs_prod")
          .withCreateContainerCmdModifier(create -> create.withName(name))
          .waitingFor(Wait.forLogMessage(".*ready to accept connections.*\\n", 2));

  @RegisterExtension static final Features FEATURES = new Features("autodocs");

  @TempDir static Path root;
  private Cli cli = new Cli(root, root);

  AutodocsDrillsTest() throws IOException {}

  @BeforeAll
  void thereIsASet() throws Exception {
    postgres.start();
    var made =
        postgres.execInContainer(
            "psql",
            "-XAtqv",
            "ON_ERROR_STOP=1",
            "-U",
            "autodocs_backup",
            "-d",
            "autodocs_prod",
            "-c",
            TABLES);
    assertThat(made.getExitCode()).as(made.getStderr()).isZero();
    List.of("example-bucket", "example-bucket-dr", "example-archive", "another-provider")
        .forEach(buckets::bucket);
    real.createContext(
        "/",
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/channel")) {
            channel.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          }
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    real.start();
    project();
    cli =
        new Cli(root.resolve("project"), root.resolve("state"))
            .with("BACKSTAY_SCRATCH_DIR", root.resolve("scratch").toString())
            .with("PGPASSWORD", "correct horse")
            .with("BACKUP_KEY", "battery staple")
            .with("S3_ACCESS", S3Server.ACCESS)
            .with("S3_SECRET", S3Server.SECRET)
            .with("SLACK_WEBHOOK_URL", address() + "/channel");
    cli.run("run", "autodocs", "--env", "prod").expect(0);
  }

  private void project() throws IOException {
    Path plans = root.resolve("project/plans");
    Files.createDirectories(plans.resolve("lib"));
    Files.createFile(root.resolve("project/backstay.yaml"));
    Path app = Files.createDirectory(root.resolve("project/backend"));
    Files.writeString(
        app.resolve("package.json"),
        "{\"scripts\": {\"migrate\": \"test -n \\\"$DATABASE_URL\\\"\"}}");
    String webhook = "webhook: ${secrets.slack-ops}";
    Files.writeString(
        plans.resolve("lib/shared.lib.yaml"),
        Files.readString(Path.of("lib/shared.lib.yaml"))
            .replace(webhook, webhook + "\n      allow-private: true"));
    Files.copy(Path.of("autodocs.restore.yaml"), plans.resolve("autodocs.restore.yaml"));
    Files.writeString(plans.resolve("autodocs.backup.yaml"), backup());
    Path drills = Files.createDirectory(root.resolve("project/drills"));
    for (String drill : List.of("autodocs-quarterly", "autodocs-weekly-random")) {
      String text = Files.readString(Path.of("../drills", drill + ".drill.yaml"));
      Files.writeString(
          drills.resolve(drill + ".drill.yaml"),
          text.replace("https://api.example.org", address())
              .replace("rpo: 5m", "rpo: 1s")
              .replace("    delay: 20s\n", "")
              .replace("keep-on-failure: 2h", "keep-on-failure: 1m"));
    }
  }

  private String address() {
    return "http://127.0.0.1:" + real.getAddress().getPort();
  }

  private String backup() throws IOException {
    String reached =
        "endpoint: 'http://127.0.0.1:%d', access-key: '${secrets.access}', secret-key: '${secrets.secret}'"
            .formatted(buckets.address().getPort());
    return Files.readString(Path.of("autodocs.backup.yaml"))
        .replace("host: ${vars.host}\n      port: ${vars.port}\n", "container: " + name + "\n")
        .replace("gcs: {bucket: example-bucket,", "s3: {bucket: another-provider,")
        .replace("s3: {", "s3: {" + reached + ", ")
        .replace("server-side-encryption: aws:kms", reached.replace("', ", "'\n          "))
        .replace(
            "\nsecrets:\n", "\nsecrets:\n  access: [env: S3_ACCESS]\n  secret: [env: S3_SECRET]\n")
        .replace("/var/log/autodocs/", root + "/")
        .replace(
            "email: {",
            "email: {host: localhost, port: %d, encryption: none, allow-private: true, "
                .formatted(mails.port()))
        .replace("rpo: 5m", "rpo: 1s")
        .replace("max-lag: 5m", "max-lag: 1s");
  }

  @AfterAll
  void stop() {
    cli.run("drill", "--cleanup");
    postgres.stop();
    real.stop(0);
    mails.close();
    buckets.close();
  }

  @Test
  void anySetOfTheLastWeekComesBack() throws IOException {
    String out = cli.run("drill", "autodocs-weekly-random").expect(0).out();

    assertThat(out).contains("PASSED", "1 made, 1 removed");
    assertThat(report().at("/set/store").asText()).isEqualTo("primary");
    assertThat(report().at("/objectives/1/basis").asText()).contains("rests on WAL", "`wal`");
    FEATURES.shown("weekly");
    assertThat(mails.last())
        .contains("To: dba@example.org", "autodocs-weekly-random", "passed")
        .doesNotContain("devops@");
    whatFailsIsTold();
    FEATURES.shown("told");
  }

  private void whatFailsIsTold() {
    Cli.Result failed = cli.run("run", "autodocs", "--env", "prod", "--var", "user=nobody");
    assertThat(failed.exit()).as(failed.out()).isNotZero();
    assertThat(channel.getLast()).contains("<!channel>", "*autodocs@prod* backup: ");
    assertThat(mails.last())
        .contains("To: devops@example.org", "Subject: [backstay] autodocs@prod backup: ")
        .doesNotContain("dba@");
  }

  /**
   * Everything comes back, from elsewhere and in spite of all, and yet not all that was promised.
   */
  @Test
  void theLogIsLostWithTheRegion() throws IOException {
    Cli.Result drill = cli.run("drill", "autodocs-quarterly").expect(4);

    JsonNode report = report();
    assertThat(report.at("/injections").findValuesAsText("observed"))
        .as(drill.out())
        .containsExactly("recovered", "recovered", "recovered", "recovered");
    assertThat(report.at("/set/store").asText()).isEqualTo("dr");
    assertThat(report.at("/objectives").findValuesAsText("met")).containsExactly("true", "false");
    assertThat(report.at("/objectives/1/lost"))
        .extracting(JsonNode::asText)
        .containsExactly("primary", "monthly", "wal");
    assertThat(report.at("/assertions").findValuesAsText("summary"))
        .as("%s", report.at("/assertions"))
        .anyMatch(it -> it.contains("/api/repositories"));
    assertThat(report.at("/findings")).hasSize(1);
    JsonNode finding = report.at("/findings/0");
    assertThat(finding.at("/text").asText())
        .contains("RPO is not met", "1.0 s were promised")
        .contains("the archive of WAL (stores.wal) is lost with `primary`, and `dr` has sets only");
    assertThat(finding.at("/next").asText()).contains("continuous.wal.to: [wal, wal-dr]");
    assertThat(finding.at("/where").asText()).contains("autodocs.backup.yaml:" + archived() + ":");
    assertThat(drill.err()).contains("evidence published in `dr`");
    assertThat(mails.last()).contains("To: dba@example.org", "autodocs-quarterly", "failed");
    String id = report.at("/id").asText();
    assertThat(containers(id)).as("kept for a look").hasSize(2);
    cli.cleanUp();
    assertThat(containers(id)).isEmpty();
    FEATURES.shown("quarterly", "measured", "services", "documented");
  }

  private static List<Container> containers(String drill) {
    return DockerClientFactory.instance()
        .client()
        .listContainersCmd()
        .withShowAll(true)
        .exec()
        .stream()
        .filter(it -> List.of(it.getNames()).toString().contains(drill))
        .toList();
  }

  /** The line that says where the log goes. */
  private int archived() throws IOException {
    return Files.readAllLines(root.resolve("project/plans/autodocs.backup.yaml"))
            .indexOf("        to: wal")
        + 1;
  }

  private JsonNode report() throws IOException {
    return new DrillSite(root.resolve("project"), root, root).report();
  }
}
