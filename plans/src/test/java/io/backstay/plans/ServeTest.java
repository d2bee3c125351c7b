package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that begins what is due, and takes what it has begun with it. */
final class ServeTest {
  private static final String SLOW =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: slow
      sources: {page: {files: data}}
      stores: {local: {directory: {path: sets, create: true}}}
      schedule: [{cron: '0 0 1 1 *', catch-up: latest}]
      steps:
        - tar: {source: page, to: page.tar}
        - exec: [sh, -c, 'touch begun; sleep 600']
        - upload: local
      """;

  @TempDir Path root;
  private DrillSite site = DrillSite.below(Path.of("."));
  private Path said = Path.of(".");
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void stopWhatATestHasLeft() {
    started.forEach(Process::destroyForcibly);
  }

  @BeforeEach
  void aProject() throws IOException {
    site = DrillSite.below(root);
    site.make();
    said = root.resolve("said");
  }

  @Test
  void whatIsDueIsRunAndRehearsedOnce() throws Exception {
    catchUp("plans/quickstart.backup.yaml");
    catchUp("drills/quickstart.drill.yaml");
    Files.writeString(site.project().resolve("plans/broken.backup.yaml"), "kind: Backup\n");
    Process serving = serve();

    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> Files.readString(said).matches("(?s).*(PASSED|NOT STARTED).*"));
    await().until(() -> site.cli().run("list", "quickstart").out().contains("signed by"));
    stop(serving);

    assertThat(Files.readString(said))
        .contains("run quickstart", "drill quickstart", "broken.backup.yaml")
        .doesNotContain("busy");
    assertThat(site.cli().run("serve", "quickstart", "--dry-run").expect(0).out())
        .contains("run quickstart", "drill quickstart");
  }

  @Test
  void whoStopsItStopsWhatItHasBegun() throws Exception {
    Files.writeString(site.project().resolve("plans/slow.backup.yaml"), SLOW);
    Files.writeString(Files.createDirectory(site.project().resolve("data")).resolve("a"), "a page");
    Process serving = serve("slow");
    await().until(() -> Files.exists(site.project().resolve("begun")));

    stop(serving);

    assertThat(site.cli().run("list", "--runs", "slow").out()).contains("cancelled");
    assertThat(site.cli().run("status", "slow").err()).doesNotContain("dead");
  }

  @Test
  void whereNothingIsEverDueItDoesNotWait() throws IOException {
    assertThat(site.cli().run("serve", "--dir", site.scratch().toString()).expect(2).err())
        .contains("no plan here has a schedule");
  }

  private Process serve(String... plans) throws IOException {
    String[] words = Stream.concat(Stream.of("serve"), Stream.of(plans)).toArray(String[]::new);
    Process serving = site.cli().start(said, words);
    started.add(serving);
    return serving;
  }

  private void catchUp(String file) throws IOException {
    site.edit(file, "- cron: ('[^']*')", "- {cron: $1, catch-up: latest} #");
  }

  private static void stop(Process serving) throws InterruptedException {
    serving.destroy();
    assertThat(serving.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(serving.exitValue()).isEqualTo(143);
  }
}
