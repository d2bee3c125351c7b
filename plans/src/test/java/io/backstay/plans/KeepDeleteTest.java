package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstay.plans.faults.Answer;
import io.backstay.plans.faults.WarmCli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people decide about single sets, and what they may not. */
final class KeepDeleteTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String PLAN =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: shop
      sources: {notes: {files: data}}
      stores:
        local: {directory: {path: sets, create: true}}
        away: {directory: {path: away, create: true}}
      retention: {keep: 1s, guard: {keep-min: 1, max-prune: 100%}}
      steps:
        - tar: {source: notes, to: notes.tar}
        - upload: local
        - upload: away
          id: away
        - verify: {in: local, checks: [archive-readable: notes.tar]}
        - verify: {in: away, checks: [archive-readable: notes.tar]}
          id: verify-away
      """;

  @TempDir Path project;

  @Test
  void setsArePinnedAndDeletedAndNothingElseIs() throws Exception {
    Files.createFile(project.resolve("backstay.yaml"));
    Files.writeString(project.resolve("shop.backup.yaml"), PLAN);
    Files.writeString(Files.createDirectory(project.resolve("data")).resolve("note"), "hello");
    Path state = project.resolve("state");
    try (WarmCli warm = new WarmCli(project, Map.of("BACKSTAY_STATE_DIR", state.toString()))) {
      for (int i = 0; i < 3; i++) {
        run(warm, "run", "shop").expect(0);
      }
      List<String> ids = ids(warm);
      String oldest = ids.get(0);

      pins(warm, oldest);
      deletes(warm, ids);
    }
  }

  private void pins(WarmCli warm, String set) throws IOException {
    Instant until = Instant.now().plus(Duration.ofDays(3));

    run(warm, "keep", "shop", set, "--reason", " ").expect(2);
    run(warm, "keep", "shop", set, "--reason", "x", "--until", "2020-01-01").expect(2);
    run(warm, "keep", "shop", set, "--reason", "x", "--until", "soon").expect(2);
    run(warm, "keep", "shop", set, "--reason", "x", "--unpin", "--until", "2099-01-01").expect(2);
    run(warm, "keep", "shop", set, "--reason", "x", "-n").expect(0);
    assertThat(run(warm, "list", "shop").expect(0).out()).doesNotContain("pinned");

    run(warm, "keep", "shop", set, "--reason", "audit\nof 2026", "--until", until.toString())
        .expect(0);
    String pin = "audit of 2026, until " + until;
    assertThat(run(warm, "list", "shop").expect(0).out()).contains("pinned: " + pin);
    assertThat(run(warm, "show", set).expect(0).out()).contains("PINNED  " + pin);
    assertThat(run(warm, "prune", "shop", "--dry-run").expect(0).out()).contains("pinned: " + pin);
    assertThat(run(warm, "delete", "shop", set, "--confirm", set).expect(7).out())
        .contains("has to stay", "pinned: " + pin);
    String later = until.plusSeconds(1).toString();
    assertThat(run(warm, "list", "shop", "--at", later).expect(0).out()).doesNotContain("pinned");

    run(warm, "keep", "shop", set, "--reason", "over", "--unpin").expect(0);
    assertThat(run(warm, "list", "shop").expect(0).out()).doesNotContain("pinned");
  }

  private void deletes(WarmCli warm, List<String> ids) throws IOException {
    String oldest = ids.get(0);
    String newest = ids.get(2);

    assertThat(run(warm, "delete", "shop", newest, "--confirm", newest).expect(7).out())
        .contains("the newest that can be restored", "the newest that is proven readable");
    run(warm, "delete", "shop", newest, "-n").expect(7);
    run(warm, "delete", "shop", oldest).expect(7);
    run(warm, "delete", "shop", oldest, "--confirm", "shop").expect(7);
    assertThat(run(warm, "delete", "shop", oldest, "-n").expect(0).out())
        .contains("would delete " + oldest + " in local", "in away");
    assertThat(ids(warm)).isEqualTo(ids);

    run(warm, "delete", "shop", oldest, "--in", "away", "--confirm", oldest).expect(0);
    assertThat(files("away")).noneMatch(file -> file.contains(oldest));
    assertThat(ids(warm)).as("the other copy is there").isEqualTo(ids);
    run(warm, "delete", "shop", oldest, "--in", "away", "--confirm", oldest).expect(2);
    run(warm, "delete", "shop", oldest, "--reason", "leaked", "--confirm", oldest).expect(0);
    assertThat(files("sets")).noneMatch(file -> file.contains(oldest));
    assertThat(ids(warm)).isEqualTo(ids.subList(1, 3));
    run(warm, "verify", "shop", "--all").expect(0);
    assertThat(run(warm, "list", "--runs").expect(0).out()).contains("Delete", "Keep");
    run(warm, "status").expect(0);
  }

  private List<String> files(String store) throws IOException {
    try (Stream<Path> files = Files.walk(project.resolve(store))) {
      return files.map(Path::toString).toList();
    }
  }

  /** Oldest first. */
  private static List<String> ids(WarmCli warm) throws IOException {
    List<String> ids = new ArrayList<>();
    for (JsonNode set : JSON.readTree(run(warm, "list", "shop", "-o", "json").expect(0).out())) {
      if (!ids.contains(set.get("id").asText())) {
        ids.add(set.get("id").asText());
      }
    }
    Collections.reverse(ids);
    return ids;
  }

  private static Answer run(WarmCli warm, String... words) {
    return warm.run(List.of(words));
  }
}
