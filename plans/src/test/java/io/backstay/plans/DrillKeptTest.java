package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a drill that failed has made stays for a look, and goes whatever happens. */
final class DrillKeptTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path root;
  private DrillSite site = new DrillSite(Path.of("."), Path.of("."), Path.of("."));

  @BeforeEach
  void aSetIsThere() throws IOException {
    site = DrillSite.below(root);
    site.make();
    site.cli().run("run", "quickstart").expect(0);
  }

  private void keeps(String howLong) throws IOException {
    site.edit(
        "drills/quickstart.drill.yaml",
        "backup:\n",
        "teardown: {keep-on-failure: %s}\nbackup:\n".formatted(howLong));
  }

  private void misses() throws IOException {
    site.edit("drills/quickstart.drill.yaml", "backup:\n", "objectives: {rpo: 0s}\nbackup:\n");
  }

  @Test
  void whatWasRestoredStaysForALookUntilItIsRemovedByHand() throws IOException {
    keeps("1m");
    String preview = site.cli().run("drill", "quickstart", "--dry-run").expect(0).out();
    assertThat(preview).contains("the drill fails: scratch stays for 1 m");
    site.cli().run("drill", "quickstart").expect(0);
    assertThat(site.scratch()).as("after one that passed").isEmptyDirectory();
    site.edit(
        "drills/quickstart.drill.yaml",
        "verify:.*\n",
        "verify:\n  - sql: {in: scratch.catalogue, query: SELECT 1, expect: 2}\n");

    String out = site.cli().run("drill", "quickstart").expect(4).out();

    assertThat(out).contains("2 made, 0 removed", "kept for a look until", "drill --cleanup");
    assertThat(files()).anyMatch(file -> file.endsWith("walden.md"));
    JsonNode down = site.report().at("/teardown");
    assertThat(down.at("/left")).hasSize(2);
    assertThat(Instant.parse(down.at("/keptUntil").asText())).isAfter(Instant.now());
    String markdown = Files.readString(site.evidence().getLast().resolveSibling("report.md"));
    assertThat(markdown).contains("kept for a look until", "left: scratch directory");

    String status = site.cli().run("status").expect(4).out();
    assertThat(status).contains("KEPT", "kept for a look until", "path " + site.scratch());
    assertThat(status).doesNotContain("LEFTOVER");
    assertThat(site.cli().run("doctor").out())
        .contains("-     drills       quickstart keeps 2 for a look until", "drill --cleanup");
    assertThat(site.cli().run("resume").expect(0).err()).contains("nothing to resume");

    String drill = site.report().at("/id").asText();
    assertThat(site.cli().cleanUp().out())
        .contains(drill + "  `remove` ", ": removed")
        .doesNotContain("nothing");
    assertThat(site.scratch()).isEmptyDirectory();
    assertThat(site.cli().run("status").expect(4).out()).doesNotContain("KEPT", "LEFTOVER");
    assertThat(site.cli().run("doctor").out()).doesNotContain("for a look");
    JsonNode shown = JSON.readTree(site.cli().run("show", drill, "-o", "json").expect(0).out());
    assertThat(shown.at("/run/state").asText()).isEqualTo("UNPROVEN");
  }

  @Test
  void whenTheTimeIsOverItGoesByItself() throws IOException {
    keeps("3s");
    Path archive = site.stored("notes.tar.zst");
    Files.write(archive, new byte[] {1});

    String out = site.cli().run("drill", "quickstart").expect(4).out();

    assertThat(out).contains("kept for a look until");
    assertThat(out).contains("2 made, 0 removed");
    await().atMost(Duration.ofSeconds(60)).until(() -> empty(site.scratch()));
    Instant until = Instant.parse(site.report().at("/teardown/keptUntil").asText());
    assertThat(Instant.parse(event("taken-over").at("/at").asText())).isAfterOrEqualTo(until);
  }

  @Test
  void withNobodyToWaitTheNextCommandRemovesIt() throws IOException {
    keeps("8s");
    misses();
    site.cli().run("drill", "quickstart").expect(4);
    long waiting = event("guard-posted").at("/process").asLong();
    ProcessHandle.of(waiting).ifPresent(ProcessHandle::destroyForcibly);
    Instant until = Instant.parse(site.report().at("/teardown/keptUntil").asText());
    await().until(() -> Instant.now().isAfter(until));

    assertThat(site.cli().run("status").expect(5).out()).contains("LEFTOVER", "still there");
    assertThat(site.cli().run("doctor").expect(5).out()).containsPattern("FAIL  drills .*kept");
    assertThat(site.scratch()).isNotEmptyDirectory();
    String said = site.cli().run("run", "quickstart").expect(0).err();
    assertThat(said).contains("until " + until.toString().substring(0, 10), "removed first");
    assertThat(site.scratch()).isEmptyDirectory();
  }

  /** Of the journal of the last drill. */
  private JsonNode event(String kind) throws IOException {
    String drill = site.report().at("/id").asText();
    Path journal = site.state().resolve("runs").resolve(drill + ".jsonl");
    String line =
        Files.readAllLines(journal).stream()
            .filter(it -> it.startsWith("{\"is\":\"" + kind + '"'))
            .findFirst()
            .orElseThrow();
    return JSON.readTree(line);
  }

  private Stream<String> files() throws IOException {
    return DrillSite.tree(site.scratch()).keySet().stream();
  }

  private static boolean empty(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.findAny().isEmpty();
    }
  }
}
