package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who did what to which plan, when, and how it ended: in a file that only grows. */
final class AuditLogTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String BACKUP =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: NAME
      sources:
        pages: {files: DATA}
      stores:
        near: {directory: {path: NAME-sets, create: true}}
      set: {audit: log/audit.jsonl}
      steps:
        - tar: {source: pages, to: pages.tar.zst}
        - upload: near
        - exec: [sh, -c, 'test ! -e wait || { : > waiting; sleep 600; }']
      """;

  private static final String RESTORE =
      """
      apiVersion: backstay/v1
      kind: Restore
      name: shop
      plan: ./shop.backup.yaml
      backup: {from: near, pick: latest}
      steps:
        - fetch: all
        - untar: {artifact: pages.tar.zst, into: pages, previous: {keep: 1d}}
      """;

  @TempDir Path project;
  @TempDir Path state;
  private Path log = Path.of(".");
  private Cli cli = new Cli(Path.of("."), Path.of("."));

  @BeforeEach
  void thereIsAPlan() throws IOException {
    Files.writeString(project.resolve("backstay.yaml"), "");
    Files.createDirectory(project.resolve("plans"));
    Files.writeString(Files.createDirectory(project.resolve("data")).resolve("a"), "a page");
    Files.writeString(project.resolve("plans/shop.restore.yaml"), RESTORE);
    backup("shop", "data");
    log = project.resolve("log/audit.jsonl");
    cli = new Cli(project, state);
  }

  private void backup(String name, String data) throws IOException {
    Files.writeString(
        project.resolve("plans/" + name + ".backup.yaml"),
        BACKUP.replace("NAME", name).replace("DATA", data));
  }

  private List<JsonNode> lines() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  @Test
  void whatWasDoneAndHowItEnded() throws IOException {
    cli.run("run", "shop").expect(0);
    Files.writeString(log, "{\"unfinished\":", StandardOpenOption.APPEND);
    cli.run("restore", "shop").expect(0);
    Files.move(project.resolve("data"), project.resolve("gone"));
    cli.run("run", "shop").expect(1);

    List<String> raw = Files.readAllLines(log);
    assertThat(raw)
        .as("what somebody left unfinished")
        .hasSize(7)
        .element(2)
        .asString()
        .isEqualTo("{\"unfinished\":");
    Files.write(log, raw.stream().filter(line -> line.endsWith("}")).toList());
    List<JsonNode> lines = lines();
    assertThat(lines)
        .extracting(line -> line.path("verb").asText() + " " + line.path("event").asText())
        .containsExactly(
            "run began", "run ended", "restore began", "restore ended", "run began", "run ended");
    assertThat(lines)
        .allSatisfy(
            line -> {
              assertThat(line.path("user").asText()).isEqualTo(System.getProperty("user.name"));
              assertThat(line.path("host").asText()).isNotEmpty();
              assertThat(line.path("plan").asText()).isEqualTo("shop");
              assertThat(line.path("at").asText()).endsWith("Z");
            });
    assertThat(lines.get(1).path("outcome").asText()).isEqualTo("ok");
    assertThat(lines.get(3).path("kind").asText()).isEqualTo("Restore");
    assertThat(lines.get(3).path("set").asText()).isEqualTo(lines.get(0).path("run").asText());
    assertThat(lines.get(3).path("store").asText()).isEqualTo("near");
    assertThat(lines.get(5).path("outcome").asText()).isIn("failed", "blocked");
    assertThat(lines.get(5).path("because").asText()).contains("data");
  }

  @Test
  void severalAtOnceLoseNothing() throws Exception {
    List<Process> runs = new ArrayList<>();
    for (String name : List.of("one", "two", "three")) {
      Files.createDirectory(project.resolve(name));
      backup(name, name);
      runs.add(cli.start(project.resolve(name + ".out"), "run", name));
    }
    for (Process run : runs) {
      assertThat(run.waitFor()).isZero();
    }
    assertThat(lines())
        .extracting(line -> line.path("plan").asText() + " " + line.path("event").asText())
        .containsExactlyInAnyOrder(
            "one began", "one ended", "two began", "two ended", "three began", "three ended");
  }

  @Test
  void whatWasKilledIsEndedByWhoeverPutsItRight() throws Exception {
    Files.writeString(project.resolve("wait"), "");
    Process run = cli.start(project.resolve("out"), "run", "shop");
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> Files.exists(project.resolve("waiting")) || !run.isAlive());
    run.descendants().forEach(ProcessHandle::destroyForcibly);
    run.destroyForcibly().waitFor();
    assertThat(lines()).hasSize(1);
    Files.delete(project.resolve("wait"));

    cli.run("run", "shop").expect(0);
    assertThat(lines())
        .extracting(line -> line.path("event").asText() + " " + line.path("outcome").asText())
        .containsExactly("began ", "ended interrupted", "began ", "ended ok");
  }

  /** Whoever cannot write it down still backs up. */
  @Test
  void whatCannotBeWrittenIsReportedAndChangesNothing() throws IOException {
    Files.createDirectories(log);
    Cli.Result run = cli.run("run", "shop").expect(0);
    assertThat(run.err()).contains("R762: no line was added to the audit log", "audit.jsonl");
    assertThat(cli.run("list", "--runs", "-o", "json").expect(0).out()).contains("\"ok\"");
  }
}
