package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.utility.MountableFile;

/** A whole application backed up, destroyed and restored with the plans that ship. */
@Tag("docker")
@Needs("docker")
final class AiAcrossTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @RegisterExtension static final Features FEATURES = new Features("ai-across");

  @TempDir static Path project;
  @TempDir static Path state;
  @TempDir static Path stores;
  @TempDir static Path scratch;

  private static AiAcross app;
  private static AiAcrossContent content;
  private static Cli cli;

  @BeforeAll
  static void deploy() throws IOException {
    app = new AiAcross();
    content = new AiAcrossContent(app);
    app.start();
    app.plans(project);
    app.sql(Dataset.schema());
    app.shell(Dataset.uploads());
    new Vectors(app.chromaUrl()).fill(2000);
    cli = cli();
  }

  private static Cli cli() {
    return new Cli(project, state)
        .with("DB_PASSWORD", "correct horse")
        .with("BACKUP_DIR", stores.resolve("backups").toString())
        .with("BACKSTAY_SCRATCH_DIR", scratch.toString());
  }

  @AfterAll
  static void tearDown() {
    if (app != null) {
      app.close();
    }
  }

  @Test
  void everythingThatWasDestroyedComesBack() throws IOException, InterruptedException {
    Vectors vectors = new Vectors(app.chromaUrl());
    String counts = content.counts();
    String digests = content.digests();
    String metadata = content.metadata();
    String nearest = vectors.nearest();

    cli.run("run", "ai-across", "--var", "quiesce-chroma=true").expect(0);
    assertThat(app.running(app.chroma)).as("chroma was started again").isTrue();
    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .until(() -> vectors.nearest().equals(nearest));
    FEATURES.shown("quiesce", "password");

    content.destroy();
    String set = sets(1).getFirst();
    FEATURES.shown("list");
    assertThat(cli.run("restore", "ai-across", set, "--dry-run").expect(0).out())
        .contains("THIS REPLACES LIVE DATA", "messages");
    assertThat(cli.run("restore", "ai-across", set).expect(7).err())
        .contains("--confirm ai-across");
    assertThat(app.shell("ls /uploads")).isEmpty();
    app.connect();
    Instant before = Instant.now();
    cli.run("restore", "ai-across", set, "--confirm", "ai-across").expect(0);
    assertThat(app.events(before, Instant.now()))
        .anyMatch(event -> event.matches("CONTAINER stop.*-backend.*"))
        .anyMatch(event -> event.matches("CONTAINER start.*-backend.*"));
    app.startAgain(app.chroma);

    assertThat(content.counts()).isEqualTo(counts);
    assertThat(content.digests()).isEqualTo(digests);
    assertThat(content.metadata()).isEqualTo(metadata);
    assertThat(app.health()).isEqualTo(200);
    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(vectors.nearest()).isEqualTo(nearest));
    FEATURES.shown("choose", "confirm", "stop", "in-use", "load", "untar", "counts");
    FEATURES.shown("dump", "volumes");
  }

  @Test
  void whatIsTooOldGoesAndOfAllThereIsALog() throws IOException {
    String log = state.resolve("backup.log").toString();
    cli.run("run", "ai-across", "--log-file", log).expect(0);
    assertThat(Path.of(log)).content().containsPattern("Z +uploads +✓ ");
    FEATURES.shown("log");

    List<String> sets = sets(3);
    String later = Instant.now().plus(Duration.ofDays(8)).toString();
    String[] prune = {"prune", "ai-across", "-n", "--max-prune", "100", "--at", later};
    assertThat(cli.run(prune).expect(0).out())
        .contains("- " + sets.getLast())
        .doesNotContain("- " + sets.get(0), "- " + sets.get(1));
    assertThat(cli().with("BACKUP_RETENTION_DAYS", "9").run(prune).expect(0).out())
        .doesNotContain("- " + sets.getLast());
    FEATURES.shown("retention");
  }

  @Test
  void whatGrowsByMoreThanHalfIsPointedOut() {
    cli.run("run", "ai-across").expect(0);
    app.shell("head -c 150000000 /dev/urandom >/uploads/large");
    try {
      Cli.Result grown = cli.run("run", "ai-across").expect(0);
      assertThat(grown.out()).contains("WARNED");
      assertThat(grown.out() + grown.err())
          .containsPattern("the size of `set` is .*, expected: within 50% of the last");
    } finally {
      app.shell("rm /uploads/large");
    }
    FEATURES.shown("drift");
  }

  /** Those there are, newest first, and at least so many. */
  private static List<String> sets(int atLeast) throws IOException {
    String list = cli.run("list", "ai-across", "-o", "json").expect(0).out();
    List<String> sets = JSON.readTree(list).findValuesAsText("id");
    if (sets.size() < atLeast) {
      made();
      return sets(atLeast);
    }
    return sets;
  }

  @Test
  void theDrillRebuildsEverythingBesideIt() throws IOException {
    String rows = content.changes();
    Instant before = Instant.now();

    String out = cli.run("drill", "ai-across-quarterly").expect(0).out();

    assertThat(out).contains("PASSED", "runbook 8 of 8", "4 made, 4 removed");
    assertThat(app.ofDrills(state)).as("containers and networks that are left").isZero();
    assertThat(scratch).isEmptyDirectory();
    assertThat(content.changes()).isEqualTo(rows);
    assertThat(app.events(before, Instant.now()))
        .as("what happened to the real containers")
        .noneMatch(event -> event.matches("CONTAINER (stop|start|kill|die|restart).*"));
    assertThat(cli.run("list", "ai-across").expect(0).out()).contains("restored");
    Path evidence = new DrillSite(project, state, scratch).evidence().getLast();
    assertThat(evidence.resolveSibling("report.md")).content().contains("4 tables have the rows");
    assertThat(evidence.resolveSibling("junit.xml")).exists();
    FEATURES.shown("drill", "drill-counts", "drill-app", "drill-report");
  }

  @Test
  void aScratchDatabaseThatIsKilledWhileItIsFilledIsContained() throws IOException {
    app.drill(
        project,
        "killed",
        "verify:",
        """
        inject:
          - kill-container: scratch.db
            during: load
            expect: contained

        verify:\
        """);

    String out = cli.run("drill", "killed").expect(0).out();

    assertThat(out).contains("PASSED", "injections 1 of 1 as expected", "4 made, 4 removed");
    assertThat(app.ofDrills(state)).as("containers and networks that are left").isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 17, 35})
  void aDrillThatIsKilledLeavesNoContainer(int events) throws IOException, InterruptedException {
    cli.run("run", "ai-across").expect(0);
    app.drill(project, "dying", "fresh: true ", "pick: latest ");
    Victim victim = new Victim(cli, state, scratch.resolveSibling("output-" + events));

    assertThat(victim.dieAt(events, "drill", "dying")).as("it was killed in the midst").isTrue();
    cli.run("resume", "--undo-only");

    // Where a container was stopped there is a guard, and it may be at it already.
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              assertThat(app.ofDrills(state)).as("containers and networks that are left").isZero();
              assertThat(scratch).isEmptyDirectory();
            });
  }

  @Test
  void aDryRunChangesNothingAnywhere() throws IOException {
    cli.run("run", "ai-across").expect(0);
    String rows = content.changes();
    String files = Tool.run(stores, "find");
    Instant before = Instant.now();
    assertThat(cli.run("run", "ai-across", "--dry-run").expect(0).out()).contains("free");
    cli.run("restore", "ai-across", "latest", "--dry-run").expect(0);
    cli.run("prune", "ai-across", "--dry-run").expect(0);

    assertThat(app.events(before, Instant.now())).isEmpty();
    assertThat(content.changes()).isEqualTo(rows);
    assertThat(Tool.run(stores, "find")).isEqualTo(files);
    FEATURES.shown("dry", "room");
  }

  @Test
  void whatAPreviewListsIsWhatARunDoes() throws IOException {
    List<String> previewed = new ArrayList<>();
    JsonNode preview = JSON.readTree(cli.run("preview", "ai-across", "-o", "json").expect(0).out());
    for (JsonNode step : preview.get("steps")) {
      if (step.get("status").asText().equals("will-run")) {
        previewed.add(step.get("id").asText());
      }
    }
    JsonNode run = made();
    List<String> done = new ArrayList<>();
    run.get("steps")
        .properties()
        .forEach(
            step -> {
              if (step.getValue().get("attempts").asInt() > 0) {
                done.add(step.getKey());
              }
            });
    previewed.remove("parallel"); // a header, not a step
    assertThat(done).containsExactlyInAnyOrderElementsOf(previewed);
  }

  @Test
  void everyArtifactCanBeRestoredWithPlainTools() throws IOException, InterruptedException {
    String set = newSet();
    Path directory = Path.of(set);
    assertThat(directory.getFileName().toString()).matches("\\d{8}_\\d{6}.*");
    assertThat(directory.resolve("metadata.json")).content().contains("uploads.tar.gz");
    assertThat(Files.getPosixFilePermissions(directory.getParent()))
        .isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
    Path unpacked = Files.createTempDirectory(stores, "by-hand");
    Tool.run(unpacked, "tar", "-xzf", directory.resolve("uploads.tar.gz").toString());
    Tool.run(unpacked, "tar", "-xzf", directory.resolve("chroma.tar.gz").toString());
    assertThat(Tool.run(unpacked.resolve("uploads"), "sh", "-c", AiAcrossContent.FILES))
        .isEqualTo(content.digests());

    app.maintenance("CREATE DATABASE by_hand");
    app.postgres.copyFileToContainer(
        MountableFile.forHostPath(directory.resolve("postgres.dump"), 0644), "/tmp/postgres.dump");
    app.in(
        app.postgres,
        "pg_restore",
        "-U",
        "aiacross",
        "-d",
        "by_hand",
        "--exit-on-error",
        "/tmp/postgres.dump");
    assertThat(content.counts("by_hand")).isEqualTo(content.counts());
    app.maintenance("DROP DATABASE by_hand");
    FEATURES.shown("plain-tools", "directory", "metadata", "writable");
  }

  /** Makes a set and returns the directory it is in. */
  private static String newSet() throws IOException {
    return stores.resolve("backups").resolve(made().at("/started/run/stamp").asText()).toString();
  }

  private static JsonNode made() throws IOException {
    return JSON.readTree(cli.run("run", "ai-across", "-o", "json").expect(0).out());
  }
}
