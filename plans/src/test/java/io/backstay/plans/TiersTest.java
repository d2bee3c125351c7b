package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sets that a tier keeps in another store. */
final class TiersTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String PLAN =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: shop
      sources: {notes: {files: data}}
      stores:
        local: {directory: {path: sets, create: true}}
        shelf: {directory: {path: shelf, create: true}}
      retention:
        keep: 1s
        tiers:
          - name: daily
            pick: first-of-day
            keep: 30d
            copy-to: shelf
            as: shop_${set.started-at | date('yyyy')}_${set.id}.tar
        guard: {keep-min: 1, max-prune: 100%}
      steps:
        - tar: {source: notes, to: notes.tar}
        - upload: local
        - verify: {in: local, checks: [archive-readable: notes.tar]}
      """;

  private static final String RESTORE =
      """
      apiVersion: backstay/v1
      kind: Restore
      name: shop
      plan: shop.backup.yaml
      backup: {from: [shelf], pick: latest}
      steps:
        - fetch: [notes.tar]
        - untar: {artifact: notes.tar, into: notes}
      """;

  @TempDir Path project;
  @TempDir Path state;
  @TempDir Path scratch;
  private Cli cli = new Cli(Path.of("."), Path.of("."));

  @BeforeEach
  void aPlan() throws IOException {
    Files.createFile(project.resolve("backstay.yaml"));
    Files.writeString(project.resolve("shop.backup.yaml"), PLAN);
    Files.writeString(project.resolve("shop.restore.yaml"), RESTORE);
    Files.writeString(Files.createDirectory(project.resolve("data")).resolve("note"), "hello");
    cli = new Cli(project, state);
  }

  @Test
  void whatATierWantsElsewhereIsCopiedThereBeforeItGoes() throws Exception {
    cli.run("run", "shop").expect(0);
    Files.writeString(project.resolve("data/note"), "later");
    cli.run("run", "shop").expect(0);
    cli.run("run", "shop").expect(0);
    String first = sets("local").getFirst();

    String said = cli.run("prune", "shop", "--dry-run").expect(0).out();
    String name = "shop_%s_%s.tar".formatted(first.substring(0, 4), first);
    assertThat(said)
        .contains("daily 30d in shelf")
        .containsPattern(
            "\\+ " + first + " .* from local to shelf, as " + name + ", tier daily 30d")
        .containsPattern("\\+ shelf +copies of tier daily")
        .contains("- " + first);
    assertThat(sets("shelf")).as("a dry run copies nothing").isEmpty();

    cli.run("prune", "shop").expect(0);

    assertThat(sets("shelf")).containsExactly(first);
    assertThat(sets("local")).hasSize(1).doesNotContain(first);
    assertThat(cli.run("list", "shop").expect(0).out()).contains(first, "shelf");
    assertThat(files("shelf")).anyMatch(file -> file.endsWith("/" + name));
    cli.run("verify", "shop", "--all").expect(0);
    cli.run("status").expect(0);
    cli.run("prune", "shop").expect(0);
    assertThat(sets("shelf")).as("its own tier keeps it there").containsExactly(first);

    cli.run("restore", "shop").expect(0);
    assertThat(project.resolve("data/note")).hasContent("hello");
  }

  @Test
  void whatCannotBeCopiedStaysWhereItIs() throws Exception {
    cli.run("run", "shop").expect(0);
    cli.run("run", "shop").expect(0);
    List<String> before = sets("local");
    Files.writeString(project.resolve("shelf"), "no directory");

    assertThat(cli.run("prune", "shop").exit()).isNotZero();

    Files.delete(project.resolve("shelf"));
    assertThat(sets("local")).isEqualTo(before);
    Path stored = Path.of(Collections.min(archives()));
    byte[] bytes = Files.readAllBytes(stored);
    bytes[600] ^= 1;
    Files.write(stored, bytes);

    assertThat(cli.run("prune", "shop").expect(1).err()).contains("notes.tar");

    assertThat(sets("shelf")).isEmpty();
    assertThat(sets("local")).as("the only one there is").isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 6, 7})
  void whereverItDiesTheNextRunEndsIt(int event) throws Exception {
    cli.run("run", "shop").expect(0);
    cli.run("run", "shop").expect(0);
    String first = sets("local").getFirst();
    Victim victim = new Victim(cli, state, scratch.resolve("victim"));

    victim.dieAt(event, "prune", "shop");

    assertThat(Stream.concat(sets("local").stream(), sets("shelf").stream())).contains(first);
    cli.run("prune", "shop").expect(0);
    assertThat(sets("shelf")).containsExactly(first);
    assertThat(sets("local")).hasSize(1).doesNotContain(first);
    assertThat(files("shelf")).noneMatch(f -> f.contains("pending") || f.endsWith(".part"));
  }

  /** Oldest first. */
  private List<String> sets(String store) throws IOException {
    List<String> ids = new ArrayList<>();
    for (JsonNode set : JSON.readTree(cli.run("list", "shop", "-o", "json").expect(0).out())) {
      if (set.get("store").asText().equals(store)) {
        ids.addFirst(set.get("id").asText());
      }
    }
    return ids;
  }

  private List<String> archives() throws IOException {
    return files("sets").stream().filter(file -> file.endsWith("/notes.tar")).toList();
  }

  private List<String> files(String store) throws IOException {
    try (Stream<Path> files = Files.walk(project.resolve(store))) {
      return files.map(Path::toString).toList();
    }
  }
}
