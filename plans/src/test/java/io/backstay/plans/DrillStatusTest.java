package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How drills stand: what people see of them between drills, and of drills that were killed. */
final class DrillStatusTest {
  @TempDir static Path once;
  @TempDir Path root;
  private DrillSite site = new DrillSite(Path.of("."), Path.of("."), Path.of("."));
  private Cli cli = site.cli();

  @BeforeAll
  static void makeASet() throws IOException {
    DrillSite made = DrillSite.below(once);
    made.make();
    made.edit(
        "plans/quickstart.backup.yaml",
        "steps:\n",
        "monitors:\n  - last-drill: {max: 7d, passed: true}\n    severity: warn\nsteps:\n");
    made.cli().run("run", "quickstart").expect(0);
  }

  @BeforeEach
  void copyIt() {
    Tool.run(root, "cp", "-a", once + "/.", root.toString());
    site = DrillSite.below(root);
    // No engine: containers of others are none of this test's business.
    cli = site.cli().with("DOCKER_HOST", "unix:///nowhere");
  }

  @Test
  void aDrillThatNeverRanIsWarnedOf() throws IOException {
    assertThat(cli.run("status").expect(0).out())
        .contains("warning   drill quickstart     never ran", "its schedule says when")
        .contains("last-drill (warning): no drill of this plan has ended yet");
    cli.run("status", "--strict").expect(4);
    assertThat(cli.run("list", "--drills").expect(0).out()).contains("never ran");
  }

  @Test
  void theLastOneItsVerdictAndTheNextAreShown() throws IOException {
    cli.run("drill", "quickstart").expect(0);
    assertThat(cli.run("status", "--strict").expect(0).out())
        .contains("ok        drill quickstart", "passed", "due ")
        .doesNotContain("last-drill");
    JsonNode drill =
        new ObjectMapper()
            .readTree(cli.run("list", "--drills", "quickstart", "-o", "json").expect(0).out())
            .get(0);
    assertThat(drill.at("/plan").asText()).isEqualTo("quickstart");
    assertThat(drill.at("/verdict").asText()).isEqualTo("passed");
    assertThat(drill.at("/due").asText()).contains("-02T");
  }

  @Test
  void oneThatIsOverdueIsTrouble() throws IOException {
    cli.run("drill", "quickstart").expect(0);
    String out = cli.run("status", "quickstart", "--at", "2090-01-01T00:00:00Z").expect(4).out();
    assertThat(out)
        .contains(
            "TROUBLE   drill quickstart", "it is overdue", "last-drill (warning): the last drill");
  }

  @Test
  void oneThatFailedIsTrouble() throws IOException {
    site.edit("drills/quickstart.drill.yaml", "backup:\n", "objectives: {rpo: 0s}\nbackup:\n");
    cli.run("drill", "quickstart").expect(4);
    assertThat(cli.run("status", "quickstart").expect(4).out())
        .contains("TROUBLE   drill quickstart", "the last one failed")
        .contains("last-drill (warning): the last one of drill `quickstart`", "ended failed");
  }

  @Test
  void aDrillFileThatMeansNothingIsTrouble() throws IOException {
    site.edit("drills/quickstart.drill.yaml", "backup:\n", "bakup:\n");
    assertThat(cli.run("status", "quickstart").expect(4).out()).contains("it means nothing");
  }

  /** At every phase: while scratch is made, restored into, verified, and taken down. */
  @ParameterizedTest
  @ValueSource(ints = {3, 12, 20, 32})
  void oneThatWasKilledLeavesAReportAndNothingElse(int events) throws Exception {
    Victim victim = new Victim(cli, site.state(), root.resolve("output"));
    boolean killed = victim.dieAt(events, "drill", "quickstart");

    cli.cleanUp();
    assertThat(site.scratch()).isEmptyDirectory();
    assertThat(site.evidence()).hasSize(1);
    if (killed && !victim.journal().getLast().contains("\"ok\"")) {
      assertThat(site.report().at("/verdict").asText()).isEqualTo("failed");
      assertThat(site.report().at("/findings/0/text").asText()).contains("the drill was killed");
      assertThat(cli.run("status", "quickstart").expect(4).out()).contains("the last one failed");
    }
    cli.run("drill", "quickstart").expect(0);
    cli.run("audit", "verify").expect(0);
  }

  /** What nobody can remember is found by its tag, and taken away when that is asked for. */
  @Test
  @Tag("alone")
  void whatADrillOfAnotherHostHasLeftIsRemovedWhenAsked() throws Exception {
    new Victim(cli, site.state(), root.resolve("output")).dieAt(16, "drill", "quickstart");
    try (Stream<Path> all = Files.walk(site.state())) {
      for (Path path : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(path);
      }
    }
    assertThat(site.scratch()).isNotEmptyDirectory();
    assertThat(cli.run("drill", "--cleanup").expect(5).out()).contains("--foreign removes it");
    assertThat(site.scratch()).isNotEmptyDirectory();
    cli.run("drill", "--cleanup", "--foreign").expect(0);
    assertThat(site.scratch()).isEmptyDirectory();
    assertThat(cli.run("drill", "--cleanup").expect(0).out()).contains("nothing of any drill");
  }

  @Test
  void aDrillHasToBeNamed() throws IOException {
    assertThat(cli.run("drill").expect(2).err()).contains("no drill is named");
  }
}
