package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.backstay.testing.Needs;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus learns of a plan, as Prometheus itself understands it. */
@Tag("prometheus")
@Needs("prometheus")
final class MetricsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Set<String> NAMES =
      Set.of(
          "rag_backup_success",
          "rag_backup_last_success_timestamp",
          "rag_backup_last_failure_timestamp",
          "rag_backup_duration_seconds",
          "rag_backup_size_bytes",
          "rag_backup_verification_success",
          "rag_backup_total_count");

  private static final String BACKUP =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: shop
      sources:
        pages: {files: data}
      stores:
        local: {directory: {path: sets, create: true}}
        away: {sftp: {host: host.invalid, user: me, path: /x, password: '${secrets.none}'}}
      secrets:
        none: [env: NOT_SET_ANYWHERE]
      vars:
        offsite: {type: boolean, default: false}
      steps:
        - tar: {source: pages, to: pages.tar.gz}
        - verify: [{archive-readable: all}]
        - upload: local
        - upload: away
          id: offsite
          when: vars.offsite
      metrics: {textfile: numbers/backup.prom, prefix: rag_backup}
      monitors:
        - last-run: succeeded
          alert: BackupFailed
          severity: critical
        - age: {max: 48h}
          alert: BackupStale
          severity: warning
        - free-space: {store: local, min: 20%}
          alert: BackupStorageLow
          severity: warning
        - count: {min: 1}
        - size: {of: set, drift: 50%}
      """;

  @TempDir Path project;
  @TempDir Path state;
  private Cli cli = new Cli(Path.of("."), Path.of("."));

  @BeforeEach
  void thereIsAPlan() throws IOException {
    Path plans = Files.createDirectory(project.resolve("plans"));
    Files.writeString(project.resolve("backstay.yaml"), "");
    Files.writeString(plans.resolve("shop.backup.yaml"), BACKUP);
    Files.writeString(Files.createDirectory(project.resolve("data")).resolve("a"), "a page");
    cli = new Cli(project, state);
  }

  private Path numbers() {
    return project.resolve("numbers/backup.prom");
  }

  private List<String> values() throws IOException {
    return Files.readAllLines(numbers()).stream().filter(line -> !line.startsWith("#")).toList();
  }

  private double value(String name) throws IOException {
    return values().stream()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theNumbersSayHowRunsEnded() throws IOException {
    cli.run("run", "shop").expect(0);

    assertThat(names()).isEqualTo(new TreeSet<>(NAMES));
    assertThat(values()).hasSize(NAMES.size());
    assertThat(values()).contains("rag_backup_success 1", "rag_backup_verification_success 1");
    assertThat(values()).contains("rag_backup_total_count 1");
    assertThat(value("rag_backup_size_bytes")).isPositive();
    double success = value("rag_backup_last_success_timestamp");
    assertThat(promtool("check", "metrics").lines())
        .as("the name is that of the deployment this is for")
        .allMatch(line -> line.contains("rag_backup_total_count"));

    Files.delete(project.resolve("data/a"));
    Files.delete(project.resolve("data"));
    assertThat(cli.run("run", "shop").exit()).isNotZero();

    assertThat(values()).contains("rag_backup_success 0", "rag_backup_verification_success 0");
    assertThat(values()).contains("rag_backup_total_count 1");
    assertThat(value("rag_backup_last_success_timestamp")).isEqualTo(success);
    assertThat(value("rag_backup_last_failure_timestamp")).isGreaterThanOrEqualTo(success);
    try (Stream<Path> files = Files.list(numbers().resolveSibling(""))) {
      assertThat(files).containsExactly(numbers());
    }
  }

  /** Where the Backup is counted, under names of their own, once there has been one. */
  @Test
  void restoresAreCountedOnceThereAreSome() throws IOException {
    for (String name : List.of("shop", "shop-beside")) {
      Files.writeString(
          project.resolve("plans/" + name + ".restore.yaml"),
          """
          apiVersion: backstay/v1
          kind: Restore
          name: %s
          plan: ./shop.backup.yaml
          backup: {from: local, pick: latest}
          confirm: {phrase: shop}
          steps:
            - fetch: all
            - untar: {artifact: pages.tar.gz, into: pages, previous: {keep: 1h}}
          """
              .formatted(name));
    }
    cli.run("run", "shop").expect(0);
    assertThat(values()).hasSize(NAMES.size());

    cli.run("restore", "shop", "--confirm", "shop").expect(0);
    Files.writeString(
        project.resolve("plans/shop-beside.restore.yaml"),
        Files.readString(project.resolve("plans/shop-beside.restore.yaml"))
            .replace("fetch: all", "fetch: pages.tar.gz"));
    try (Stream<Path> archives = Files.walk(project.resolve("sets"))) {
      Path archive = archives.filter(it -> it.endsWith("pages.tar.gz")).findFirst().orElseThrow();
      Files.write(archive, new byte[] {1});
    }
    assertThat(cli.run("restore", "shop-beside", "--confirm", "shop").exit()).isNotZero();

    assertThat(values())
        .contains("rag_backup_success 1")
        .contains("rag_backup_restore_success{restore=\"shop\"} 1")
        .contains("rag_backup_restore_success{restore=\"shop-beside\"} 0")
        .contains("rag_backup_restore_last_failure_timestamp{restore=\"shop\"} 0")
        .contains("rag_backup_restore_last_success_timestamp{restore=\"shop-beside\"} 0");
    assertThat(value("rag_backup_restore_last_success_timestamp{restore=\"shop\"}")).isPositive();
    assertThat(value("rag_backup_restore_duration_seconds{restore=\"shop\"}")).isPositive();
    assertThat(promtool("check", "metrics").lines())
        .allMatch(line -> line.contains("rag_backup_total_count"));
  }

  @Test
  void whatCannotBeWrittenIsToldAndChangesNothing() throws IOException {
    Files.writeString(project.resolve("numbers"), "a file");

    assertThat(cli.run("run", "shop").expect(0).err()).contains("R761");
  }

  private Set<String> names() throws IOException {
    Set<String> names = new TreeSet<>();
    values().forEach(line -> names.add(line.split(" ")[0]));
    return names;
  }

  /** What it complains about the numbers. */
  private String promtool(String... words) throws IOException {
    List<String> argv = Stream.concat(Stream.of("promtool"), Stream.of(words)).toList();
    Process process =
        new ProcessBuilder(argv)
            .redirectInput(numbers().toFile())
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void theAlertsReachAlertmanager() throws IOException {
    cli.run("run", "shop").expect(0);
    Files.delete(project.resolve("data/a"));
    Files.delete(project.resolve("data"));
    assertThat(cli.run("run", "shop").exit()).isNotZero();
    String rules = cli.run("metrics", "rules").expect(0).out();
    assertThat(rules).contains("only `backstay status`: size");
    Path file = Files.writeString(project.resolve("rules.yml"), rules);
    assertThat(promtool("check", "rules", file.toString())).contains("SUCCESS: 4 rules found");

    HttpServer exporter = exporter();
    List<Process> servers = new ArrayList<>();
    try {
      int port = freePort();
      servers.add(alertmanager(port));
      servers.add(prometheus(file, exporter.getAddress().getPort(), port));
      URI alerts = URI.create("http://127.0.0.1:" + port + "/api/v2/alerts");
      // Nobody exports the file system here, and what is not known is no reason to be quiet.
      await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .untilAsserted(
              () ->
                  assertThat(raised(alerts))
                      .containsExactlyInAnyOrder(
                          "BackupFailed critical", "BackupStorageLow warning"));
    } finally {
      exporter.stop(0);
      servers.forEach(Process::destroyForcibly);
    }
  }

  private Process alertmanager(int port) throws IOException {
    Path config = project.resolve("alertmanager.yml");
    Files.writeString(config, "{route: {receiver: nobody}, receivers: [{name: nobody}]}");
    return server(
        "prometheus-alertmanager",
        "--config.file=" + config,
        "--storage.path=" + project.resolve("alertmanager"),
        "--cluster.listen-address=",
        "--web.listen-address=127.0.0.1:" + port);
  }

  private Process server(String program, String... options) throws IOException {
    return new ProcessBuilder(Stream.concat(Stream.of(program), Stream.of(options)).toList())
        .redirectErrorStream(true)
        .redirectOutput(project.resolve(program + ".log").toFile())
        .start();
  }

  private HttpServer exporter() throws IOException {
    byte[] said = Files.readAllBytes(numbers());
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/metrics",
        exchange -> {
          exchange.sendResponseHeaders(200, said.length);
          exchange.getResponseBody().write(said);
          exchange.close();
        });
    server.start();
    return server;
  }

  private Process prometheus(Path rules, int exporter, int alertmanager) throws IOException {
    Path config = project.resolve("prometheus.yml");
    Files.writeString(
        config,
        """
        global: {scrape_interval: 1s, evaluation_interval: 1s}
        rule_files: ['%s']
        scrape_configs:
          - job_name: host
            static_configs: [{targets: ['127.0.0.1:%d']}]
        alerting:
          alertmanagers:
            - static_configs: [{targets: ['127.0.0.1:%d']}]
        """
            .formatted(rules, exporter, alertmanager));
    return server(
        "prometheus",
        "--config.file=" + config,
        "--storage.tsdb.path=" + project.resolve("tsdb"),
        // What comes before Alertmanager answers is told again.
        "--rules.alert.resend-delay=1s",
        "--web.listen-address=127.0.0.1:" + freePort());
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** What Alertmanager would tell people. */
  private static List<String> raised(URI alerts) throws IOException {
    try (InputStream answer = alerts.toURL().openStream()) {
      return JSON.readTree(answer)
          .valueStream()
          .map(alert -> alert.at("/labels"))
          .map(labels -> labels.at("/alertname").asText() + " " + labels.at("/severity").asText())
          .toList();
    }
  }

  @Test
  void whatIsNotThereIsSaid() throws IOException {
    assertThat(cli.run("metrics", "graphs").expect(2).err()).contains("cannot be printed");
    Path plan = project.resolve("plans/shop.backup.yaml");
    Files.writeString(plan, BACKUP.replaceAll("metrics: .*\\n", ""));
    assertThat(cli.run("metrics", "rules", "shop").expect(2).err()).contains("has no `metrics`");
    assertThat(cli.run("metrics", "rules").expect(2).err()).contains("no plan here");
    Files.writeString(plan, BACKUP.replace("backup.prom", "backup.txt"));
    assertThat(cli.run("validate", "plans/shop.backup.yaml").expect(2).out())
        .contains("does not end with `.prom`");
  }
}
