package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is told how a drill went: those the drill names, and those its Backup tells of drills. */
final class DrillNotifyTest {
  private static final String LIBRARY =
      """
      apiVersion: backstay/v1
      kind: Library
      name: shared
      secrets: {hook: [env: OPS_HOOK]}
      notifiers:
        ops: {webhook: {url: '${secrets.hook}', allow-private: true}}
      """;

  @TempDir Path root;
  private final List<JsonNode> told = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private DrillSite site;
  private Cli cli;

  @BeforeEach
  void thereIsSomebodyToTell() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          told.add(new ObjectMapper().readTree(exchange.getRequestBody().readAllBytes()));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    site = DrillSite.below(root);
    site.make();
    Files.writeString(site.project().resolve("shared.lib.yaml"), LIBRARY);
    cli = site.cli().with("OPS_HOOK", "http://localhost:" + server.getAddress().getPort() + "/");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void drillTells(String events) throws IOException {
    site.edit(
        "drills/quickstart.drill.yaml",
        "backup:\n",
        "use: {shared: ../shared.lib.yaml}\nnotify:\n  - notifier: shared.ops\n"
            + events
            + "backup:\n");
  }

  private List<String> events(String kind) {
    return told.stream()
        .filter(it -> it.path("kind").asText().equals(kind))
        .map(it -> it.path("event").asText() + " " + it.path("state").asText())
        .toList();
  }

  @Test
  void thatADrillBeginsAndPassesIsTold() throws IOException {
    drillTells("    events: [started, drill-passed, drill-failed, attention]\n");
    cli.run("run", "quickstart").expect(0);
    assertThat(cli.run("drill", "quickstart", "--dry-run").expect(0).out())
        .contains("webhook (shared.ops) is told: started, attention, drill-passed, drill-failed");
    assertThat(told).isEmpty();
    String err = cli.run("drill", "quickstart").expect(0).err();
    assertThat(err).contains("told webhook (shared.ops)");
    assertThat(events("Drill")).containsExactly("started started", "drill-passed passed");
  }

  @Test
  void thatItBeginsIsToldOnceAlthoughItBeginsAgain() throws IOException {
    drillTells("    events: [started, drill-passed]\n");
    site.edit(
        "drills/quickstart.drill.yaml",
        "backup:\n",
        "inject: [{kill-engine: {}, before: verify, expect: recovered}]\nbackup:\n");
    cli.run("run", "quickstart").expect(0);
    cli.run("drill", "quickstart").expect(0);
    assertThat(events("Drill")).containsExactly("started started", "drill-passed passed");
  }

  @Test
  void thatItFailedIsToldUnasked() throws IOException {
    drillTells("");
    cli.run("drill", "quickstart").expect(3);
    cli.run("run", "quickstart").expect(0);
    cli.run("drill", "quickstart").expect(0);
    Path archive = site.stored("notes.tar.zst");
    byte[] bytes = Files.readAllBytes(archive);
    bytes[bytes.length / 2] ^= 1;
    Files.write(archive, bytes);
    cli.run("drill", "quickstart").expect(4);
    assertThat(events("Drill")).containsExactly("drill-failed not started", "drill-failed failed");
    assertThat(told.getLast().path("summary").asText()).contains("notes.tar.zst");
  }

  @Test
  void aBackupCanAskForTheDrillsOfIt() throws IOException {
    site.edit(
        "plans/quickstart.backup.yaml",
        "sources:\n",
        """
        secrets: {hook: [env: OPS_HOOK]}
        notify:
          - webhook: {url: '\\${secrets.hook}', allow-private: true}
            events: [failure, drill-passed]
        sources:
        """);
    cli.run("run", "quickstart").expect(0);
    assertThat(cli.run("preview", "drills/quickstart.drill.yaml", "-o", "markdown").expect(0).out())
        .contains("- outside scratch: webhook", " is told: drill-passed");
    cli.run("drill", "quickstart").expect(0);
    assertThat(told).hasSize(1);
    assertThat(events("Drill")).containsExactly("drill-passed passed");
  }
}
