package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstay.testing.Needs;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.utility.MountableFile;

/** A whole application backed up, destroyed and restored with the plans that ship. */
@Tag("docker")
@Needs("docker")
final class AiAcrossTest {
  private static final String COUNTS =
      "SELECT 'users', count(*) FROM users UNION ALL SELECT 'assistants', count(*) FROM assistants"
          + " UNION ALL SELECT 'conversations', count(*) FROM conversations"
          + " UNION ALL SELECT 'messages', count(*) FROM messages ORDER BY 1";
  // Not what a restore keeps aside; nor the name with a line break, which tools print differently.
  private static final String FILES =
      "find . -type f -not -path './.backstay/*' -not -name '*break.txt' -exec sha256sum {} +"
          + " | sort -k2";
  private static final String DIGESTS = "cd /uploads && " + FILES;
  private static final String METADATA =
      "cd /uploads && find . -not -name .backstay -not -path './.backstay/*' -exec stat -c '%n %a %u %g %Y %F' {} + | sort";

  /** What was ever written to any table. */
  private static final String CHANGES =
      "SELECT relname, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_user_tables ORDER BY 1";

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path project;
  @TempDir static Path state;
  @TempDir static Path stores;
  @TempDir static Path scratch;

  private static AiAcross app;
  private static Cli cli;

  @BeforeAll
  static void deploy() throws IOException {
    app = new AiAcross();
    app.start();
    app.plans(project);
    app.sql(Dataset.schema());
    app.shell(Dataset.uploads());
    new Vectors(app.chromaUrl()).fill(2000);
    cli =
        new Cli(project, state)
            .with("DB_PASSWORD", "correct horse")
            .with("BACKUP_DIR", stores.toString())
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
    String counts = app.sql(COUNTS);
    String digests = app.shell(DIGESTS);
    String metadata = app.shell(METADATA);
    String nearest = vectors.nearest();

    cli.run("run", "ai-across", "--var", "quiesce-chroma=true").expect(0);
    assertThat(app.running(app.chroma)).as("chroma was started again").isTrue();
    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .until(() -> vectors.nearest().equals(nearest));

    destroy();
    String set =
        cli.run("list", "ai-across")
            .expect(0)
            .out()
            .lines()
            .skip(1)
            .findFirst()
            .orElseThrow()
            .split(" ")[0];
    cli.run("restore", "ai-across", set, "--confirm", "ai-across").expect(0);
    app.startAgain(app.chroma);

    assertThat(app.sql(COUNTS)).isEqualTo(counts);
    assertThat(app.shell(DIGESTS)).isEqualTo(digests);
    assertThat(app.shell(METADATA)).isEqualTo(metadata);
    assertThat(health()).isEqualTo(200);
    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(vectors.nearest()).isEqualTo(nearest));
  }

  @Test
  void theDrillRebuildsEverythingBesideIt() throws IOException {
    String rows = app.sql(CHANGES);
    Instant before = Instant.now();

    String out = cli.run("drill", "ai-across-quarterly").expect(0).out();

    assertThat(out).contains("PASSED", "runbook 8 of 8", "4 made, 4 removed");
    assertThat(app.ofDrills(state)).as("containers and networks that are left").isZero();
    assertThat(scratch).isEmptyDirectory();
    assertThat(app.sql(CHANGES)).isEqualTo(rows);
    assertThat(app.events(before, Instant.now()))
        .as("what happened to the real containers")
        .noneMatch(event -> event.matches("container (stop|start|kill|die|restart).*"));
    assertThat(cli.run("list", "ai-across").expect(0).out()).contains("restored");
  }

  @Test
  void aScratchDatabaseThatIsKilledWhileItIsFilledIsContained() throws IOException {
    drill(
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
    drill("dying", "fresh: true ", "pick: latest ");
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

  /** The drill that ships, with another name and something of it replaced. */
  private static void drill(String name, String what, String by) throws IOException {
    Path drills = project.resolve("drills");
    String shipped = Files.readString(drills.resolve("ai-across-quarterly.drill.yaml"));
    Files.writeString(
        drills.resolve(name + ".drill.yaml"),
        shipped.replace("name: ai-across-quarterly", "name: " + name).replace(what, by));
  }

  @Test
  void aDryRunChangesNothingAnywhere() throws IOException {
    cli.run("run", "ai-across").expect(0);
    String rows = app.sql(CHANGES);
    List<String> files = paths(stores);
    Instant before = Instant.now();
    cli.run("run", "ai-across", "--dry-run").expect(0);
    cli.run("restore", "ai-across", "latest", "--dry-run").expect(0);
    cli.run("prune", "ai-across", "--dry-run").expect(0);

    assertThat(app.events(before, Instant.now())).isEmpty();
    assertThat(app.sql(CHANGES)).isEqualTo(rows);
    assertThat(paths(stores)).isEqualTo(files);
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
    JsonNode run = JSON.readTree(cli.run("run", "ai-across", "-o", "json").expect(0).out());
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
    Path unpacked = Files.createTempDirectory(stores, "by-hand");
    Tool.run(unpacked, "tar", "-xzf", directory.resolve("uploads.tar.gz").toString());
    Tool.run(unpacked, "tar", "-xzf", directory.resolve("chroma.tar.gz").toString());
    assertThat(Tool.run(unpacked.resolve("uploads"), "sh", "-c", FILES))
        .isEqualTo(app.shell(DIGESTS));

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
    assertThat(
            app.in(app.postgres, "psql", "-XAtq", "-U", "aiacross", "-d", "by_hand", "-c", COUNTS))
        .isEqualTo(app.sql(COUNTS));
    app.maintenance("DROP DATABASE by_hand");
  }

  /** Makes a set and returns the directory it is in. */
  private static String newSet() throws IOException {
    JsonNode run = JSON.readTree(cli.run("run", "ai-across", "-o", "json").expect(0).out());
    return stores.resolve(run.at("/started/run/stamp").asText()).toString();
  }

  private static List<String> paths(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths.map(Path::toString).sorted().toList();
    }
  }

  private static void destroy() {
    app.stop(app.chroma);
    app.sql("DROP TABLE messages, conversations, assistants, users CASCADE");
    app.shell("rm -rf /uploads/* /vectors/*");
  }

  private static int health() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(app.backendUrl() + "/health")).build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
