package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run that builds on another one takes for unchanged. */
final class UnchangedTest {
  private static final String PLAN =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: notes
      sources: {notes: {files: data}}
      stores: {local: {directory: {path: sets, create: true}}}
      types:
        full: {default: true}
        incremental: {base: full}
        alone: {}
      steps:
        - tar: {source: notes, to: notes.tar.zst, changed-since: '${run.base}'}
        - upload: local
      """;

  private static final String RESTORE =
      """
      apiVersion: backstay/v1
      kind: Restore
      name: notes
      plan: notes.backup.yaml
      backup: {from: [local], pick: latest, type: incremental}
      steps:
        - fetch: all
        - untar: {artifact: notes.tar.zst, into: notes}
      """;

  // Beside what is built: where the system keeps such folders in memory, every file is read.
  private final Path project = Path.of("target/unchanged").toAbsolutePath();

  @TempDir Path state;
  private Cli cli = new Cli(Path.of("."), Path.of("."));

  @BeforeEach
  void aPlan() throws IOException {
    Tool.run(Path.of("."), "rm", "-rf", project.toString());
    Path data = Files.createDirectories(project.resolve("data/sub"));
    Files.createFile(project.resolve("backstay.yaml"));
    Files.writeString(project.resolve("notes.backup.yaml"), PLAN);
    Files.writeString(project.resolve("notes.restore.yaml"), RESTORE);
    Files.writeString(data.resolveSibling("a"), "first");
    Files.writeString(data.resolve("b"), "second");
    cli = new Cli(project, state);
  }

  private void settle() {
    await()
        .until(
            () ->
                ((FileTime) Files.getAttribute(project.resolve("data/sub/b"), "unix:ctime"))
                    .toInstant()
                    .plusSeconds(3)
                    .isBefore(Instant.now()));
  }

  /** What the newest set tells of its archive. */
  private JsonNode facts() throws IOException {
    try (Stream<Path> manifests = Files.list(project.resolve("sets/.backstay"))) {
      Path newest =
          manifests
              .filter(it -> it.toString().endsWith(".json"))
              .max(Path::compareTo)
              .orElseThrow();
      return new ObjectMapper().readTree(newest.toFile()).at("/artifacts/0/facts");
    }
  }

  @Test
  void aLookIsEnoughUnlessThePlanSaysOtherwise() throws IOException {
    settle();
    cli.run("run", "notes", "--type", "alone").expect(0);
    assertThat(state.resolve("known")).as("nothing builds on such a set").doesNotExist();
    cli.run("run", "notes").expect(0);
    JsonNode facts = incremental("told by size, times and inode");
    assertThat(facts.get("left-unread")).hasToString("2");

    Path plan = project.resolve("notes.backup.yaml");
    Files.writeString(plan, PLAN.replace("'}", "', unchanged: read}"));
    Path rewritten = project.resolve("data/a");
    FileTime time = Files.getLastModifiedTime(rewritten);
    Files.writeString(rewritten, "FIRST");
    Files.setLastModifiedTime(rewritten, time);
    facts = incremental("told by reading every file");
    assertThat(facts.get("left-unread")).hasToString("0");
    assertThat(facts.get("left-files")).hasToString("1");

    Files.writeString(plan, PLAN);
    facts = incremental("told by size, times and inode");
    assertThat(facts.get("left-unread")).hasToString("1");
    assertThat(facts.get("files")).hasToString("1");
    Tool.run(project, "rm", "-r", "data");
    cli.run("restore", "notes", "--confirm", "notes").expect(0);
    assertThat(rewritten).hasContent("FIRST");
    assertThat(project.resolve("data/sub/b")).hasContent("second");
    isForgottenWithThePlan(plan);
  }

  private void isForgottenWithThePlan(Path plan) throws IOException {
    Files.writeString(
        project.resolve("other.backup.yaml"),
        Files.readString(plan).replace("name: notes", "name: other"));
    cli.run("run", "other").expect(0);
    assertThat(state.resolve("known/notes")).isNotEmptyDirectory();

    Files.delete(plan);
    cli.run("run", "other").expect(0);

    assertThat(state.resolve("known/notes")).doesNotExist();
    assertThat(state.resolve("known/other")).isNotEmptyDirectory();
  }

  private JsonNode incremental(String told) throws IOException {
    String[] type = {"notes", "--type", "incremental"};
    assertThat(cli.run("preview", type[0], type[1], type[2]).expect(0).out()).contains(told);
    cli.run("run", type[0], type[1], type[2]).expect(0);
    return facts();
  }
}
