package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Drills that kill the process that runs them, and begin again. */
final class DrillKillTest {
  @TempDir static Path once;

  @TempDir Path own;
  private DrillSite site = new DrillSite(Path.of("."), Path.of("."), Path.of("."));

  @BeforeAll
  static void makeASet() throws IOException {
    DrillSite site = DrillSite.below(once);
    site.make();
    site.cli().run("run", "quickstart").expect(0);
  }

  @BeforeEach
  void copyIt() {
    Tool.run(own, "cp", "-a", once + "/.", own.toString());
    site = DrillSite.below(own);
  }

  private void inject(String faults) throws IOException {
    site.edit("drills/quickstart.drill.yaml", "verify: .*\n", "inject:\n" + faults + "verify:\n");
  }

  /** The last step but one takes so many seconds. */
  private void takesItsTime(String seconds) throws IOException {
    site.edit(
        "plans/quickstart.restore.yaml",
        "  - verify:\n",
        "  - exec: [sleep, '%s']\n    drill: run\n  - verify:\n".formatted(seconds));
  }

  @ParameterizedTest
  @CsvSource({"'during: all', fetch", "'before: verify', verify"})
  void itBeginsAgainWithNothingLeftOfTheOneThatWasKilled(String when, String step)
      throws IOException {
    inject("  - kill-engine: {}\n    %s\n    expect: recovered\n".formatted(when));
    Map<String, String> real = DrillSite.tree(site.project().resolve("plans/quickstart/data"));
    String preview = site.cli().run("drill", "quickstart", "--dry-run").expect(0).out();
    assertThat(preview).contains("the engine is killed", when.replace(":", ""), "recovered");

    Cli.Result drill = site.cli().run("drill", "quickstart").expect(0);

    assertThat(drill.out()).contains("PASSED", "injections 1 of 1", "4 made, 4 removed");
    assertThat(drill.err()).contains("the drill kills its engine", "what it owed is paid");
    JsonNode report = site.report();
    JsonNode fault = report.at("/injections/0");
    assertThat(fault.at("/observed").asText()).isEqualTo("recovered");
    assertThat(fault.at("/evidence").asText()).contains("died during " + step, "began again");
    assertThat(phases(report)).startsWith("killed", "settle", "select", "provision", "restore");
    Instant declared = Instant.parse(report.at("/clock/declared").asText());
    Instant killed = Instant.parse(fault.at("/first").asText());
    Instant usable = Instant.parse(report.at("/clock/usable").asText());
    assertThat(killed).isBetween(declared, usable);
    assertThat(report.at("/objectives/0/measured").asDouble())
        .isEqualTo(Duration.between(declared, usable).toMillis() / 1000.0);
    assertThat(site.evidence()).hasSize(1);
    assertThat(site.scratch()).isEmptyDirectory();
    assertThat(DrillSite.tree(site.project().resolve("plans/quickstart/data"))).isEqualTo(real);
    assertThat(site.cli().run("resume").expect(0).err()).contains("nothing to resume");
  }

  @Test
  void eachFaultKillsItOnceAndTheOthersHappenAgain() throws IOException {
    inject(
        """
          - kill-engine: {}
            during: untar
            expect: recovered
          - kill-engine: {}
            before: verify
            expect: recovered
          - corrupt: notes.tar.zst
            during: fetch
            expect: recovered
        """);
    site.edit(
        "plans/quickstart.restore.yaml",
        "  - fetch: all .*\n",
        "  - fetch: all\n    retry: {max: 1, backoff: 1s}\n");

    site.cli().run("drill", "quickstart").expect(0);

    assertThat(phases(site.report())).startsWith("killed", "settle", "killed", "settle", "select");
    assertThat(site.report().at("/injections"))
        .hasSize(3)
        .allMatch(it -> it.at("/observed").asText().equals("recovered"));
    assertThat(site.report().at("/teardown/created").asInt()).isEqualTo(6);
    assertThat(site.scratch()).isEmptyDirectory();
  }

  @Test
  void oneThatIsNotKilledHasProvedNothing() throws IOException {
    inject("  - kill-engine: {}\n    during: untar\n    delay: 1h\n    expect: recovered\n");
    site.cli().run("drill", "quickstart").expect(4);
    assertThat(site.report().at("/injections/0/observed").asText()).isEqualTo("nothing");
    assertThat(site.report().at("/findings/0/where").asText()).contains("quickstart.drill.yaml:");
    assertThat(site.scratch()).isEmptyDirectory();
  }

  /** As by the system, which may want its memory. */
  @Test
  void whenSomebodyElseKillsItThatIsNoFaultOfTheDrill() throws Exception {
    Process drill = startedAndAtWork();
    drill.children().forEach(ProcessHandle::destroyForcibly);
    assertThat(drill.waitFor()).isEqualTo(1);

    assertThat(site.report().at("/findings/0/text").asText()).contains("was killed during `exec`");
    assertThat(site.scratch()).isEmptyDirectory();
  }

  @Test
  void whoStopsTheDrillStopsWhatDoesIt() throws Exception {
    Process drill = startedAndAtWork();
    List<ProcessHandle> engine = drill.children().toList();
    drill.destroy();
    assertThat(drill.waitFor()).isEqualTo(143);

    assertThat(engine).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    assertThat(site.report().at("/findings/0/text").asText()).contains("SIGTERM");
    assertThat(site.scratch()).isEmptyDirectory();
  }

  /** It is dead, and so is who would have begun it again: the next command sees to what is left. */
  @Test
  void whenNobodyIsThereToBeginAgainTheNextDrillReportsIt() throws Exception {
    takesItsTime("2");
    inject("  - kill-engine: {}\n    during: exec\n    delay: 1s\n    expect: recovered\n");
    Process drill = site.cli().start(own.resolve("output"), "drill", "quickstart");
    await().until(() -> journal().contains("\"step\":\"exec\""));
    List<ProcessHandle> engine = drill.children().toList();
    drill.destroyForcibly().waitFor();
    await().until(() -> engine.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(journal()).contains("\"is\":\"engine-killed\"");

    site.cli().run("resume", "--undo-only").expect(0);
    assertThat(site.scratch()).isEmptyDirectory();
    site.edit("drills/quickstart.drill.yaml", "inject:\n(.*\n){4}", "");
    site.cli().run("drill", "quickstart").expect(0);

    assertThat(site.evidence()).hasSize(2);
    assertThat(site.evidence().getFirst()).content().contains("killed during `exec`");
  }

  private Process startedAndAtWork() throws IOException {
    takesItsTime("600");
    inject("  - kill-engine: {}\n    during: exec\n    delay: 1h\n    expect: recovered\n");
    Process drill = site.cli().start(own.resolve("output"), "drill", "quickstart");
    await().until(() -> journal().contains("\"step\":\"exec\""));
    return drill;
  }

  private String journal() throws IOException {
    try (Stream<Path> journals = Files.list(site.state().resolve("runs"))) {
      return Files.readString(
          journals.filter(it -> it.toString().endsWith(".jsonl")).sorted().toList().getLast());
    }
  }

  private static Stream<String> phases(JsonNode report) {
    return report.at("/timeline").valueStream().map(phase -> phase.at("/phase").asText());
  }
}
