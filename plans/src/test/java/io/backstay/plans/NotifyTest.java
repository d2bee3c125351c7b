package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is told how a run ended, and that nothing about telling changes how it did. */
final class NotifyTest {
  private static final String LIBRARY =
      """
      apiVersion: backstay/v1
      kind: Library
      name: shared
      secrets:
        hook: [env: OPS_HOOK]
      notifiers:
        ops: {slack: {webhook: '${secrets.hook}', mention-for: [failure], allow-private: true}}
      """;

  private static final String BACKUP =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: shop
      use: {shared: ./lib/shared.lib.yaml}
      secrets:
        other: [env: OTHER_HOOK]
      sources:
        pages: {files: data}
      stores:
        near: {directory: {path: near, create: true}}
      steps:
        - tar: {source: pages, to: pages.tar.zst}
        - upload: near
      notify:
        - notifier: shared.ops
          events: [success, failure]
        - webhook: {url: '${secrets.other}', token: '${secrets.other}', allow-private: ALLOWED}
      """;

  private record Told(String path, String authorization, String body) {}

  @TempDir Path project;
  @TempDir Path state;
  private final List<Told> told = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private int status = 200;
  private Cli cli = new Cli(Path.of("."), Path.of("."));

  @BeforeEach
  void thereIsAPlanAndSomebodyToTell() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          String bearer = exchange.getRequestHeaders().getFirst("Authorization");
          told.add(
              new Told(
                  exchange.getRequestURI().getPath(),
                  bearer == null ? "" : bearer,
                  new String(body, StandardCharsets.UTF_8)));
          exchange.getResponseHeaders().add("Location", "http://localhost:1/elsewhere");
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    Path lib = Files.createDirectories(project.resolve("plans/lib"));
    Files.writeString(project.resolve("backstay.yaml"), "");
    Files.writeString(lib.resolve("shared.lib.yaml"), LIBRARY);
    write("true");
    Files.writeString(Files.createDirectory(project.resolve("data")).resolve("a"), "a page");
    String address = "http://localhost:" + server.getAddress().getPort();
    cli =
        new Cli(project, state)
            .with("OPS_HOOK", address + "/slack-t0ken")
            .with("OTHER_HOOK", address + "/other-t0ken");
  }

  private void write(String allowed) throws IOException {
    Files.writeString(
        project.resolve("plans/shop.backup.yaml"), BACKUP.replace("ALLOWED", allowed));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void whoWantsToKnowIsTold() throws IOException {
    Cli.Result good = cli.run("run", "shop").expect(0);
    assertThat(told).hasSize(1);
    assertThat(told.getFirst().path()).isEqualTo("/slack-t0ken");
    JsonNode message = new ObjectMapper().readTree(told.getFirst().body());
    assertThat(message.path("text").asText()).contains("*shop* backup: ok").doesNotContain("<!");
    assertThat(good.err()).contains("told slack (shared.ops)").doesNotContain("t0ken");

    Files.move(project.resolve("data"), project.resolve("gone & <lost>"));
    Cli.Result bad = cli.run("run", "shop").expect(1);
    assertThat(told).hasSize(3);
    assertThat(told.get(1).body()).contains("<!channel>", "*shop* backup: failed");
    JsonNode document = new ObjectMapper().readTree(told.get(2).body());
    assertThat(told.get(2).authorization()).startsWith("Bearer http");
    assertThat(document.path("event").asText()).isEqualTo("failure");
    assertThat(document.path("state").asText()).isEqualTo("failed");
    assertThat(document.path("summary").asText()).contains("data");
    assertThat(bad.err()).contains("told webhook (webhook)").doesNotContain("t0ken");
  }

  @Test
  void whatKeepsThemFromBeingToldChangesNothing() throws IOException {
    for (int answer : new int[] {302, 404, 500}) {
      status = answer;
      Cli.Result result = cli.run("run", "shop").expect(0);
      assertThat(result.err())
          .contains("R760: cannot tell slack: it answered " + answer)
          .doesNotContain("t0ken");
    }
    assertThat(told).as("a refusal is final, a failure is tried again").hasSize(4);
    server.stop(0);
    Cli.Result alone = cli.run("run", "shop").expect(0);
    assertThat(alone.err()).contains("R760: cannot tell slack: there is no answer");
  }

  /** A plan from a stranger is not to make this host write to its neighbours. */
  @Test
  void addressesOfThisHostAreNotWrittenToUnasked() throws IOException {
    write("false");
    Files.move(project.resolve("data"), project.resolve("gone"));
    Cli.Result refused = cli.run("run", "shop").expect(1);
    assertThat(refused.err()).contains("of this host or of a private network", "allow-private");
    assertThat(told).extracting(Told::path).containsExactly("/slack-t0ken");
  }

  @Test
  void aPreviewTellsNobody() {
    cli.run("preview", "shop").expect(0);
    cli.run("run", "shop", "--dry-run").expect(0);
    assertThat(told).isEmpty();
  }
}
