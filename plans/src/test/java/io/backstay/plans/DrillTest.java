package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstay.set.Keyring;
import io.backstay.set.SignedDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The drill that ships, and what it finds when something is wrong. */
final class DrillTest {
  @TempDir Path project;
  @TempDir Path state;
  @TempDir Path scratch;

  private DrillSite site = new DrillSite(Path.of("."), Path.of("."), Path.of("."));
  private Cli cli = site.cli();

  @BeforeEach
  void copyWhatShips() throws IOException {
    Quickstart.copyTo(project);
    site = new DrillSite(project, state, scratch);
    cli = site.cli();
  }

  @Test
  void theRunbookIsRehearsedAndNothingRealIsTouched() throws IOException {
    cli.run("run", "quickstart").expect(0);
    Map<String, String> real = DrillSite.tree(project.resolve("plans/quickstart/data"));

    String out = cli.run("drill", "quickstart").expect(0).out();

    assertThat(out).contains("PASSED", "RTO", "RPO", "runbook 5 of 5", "2 made, 2 removed");
    assertThat(DrillSite.tree(project.resolve("plans/quickstart/data"))).isEqualTo(real);
    assertThat(scratch).isEmptyDirectory();
    assertThat(cli.run("list", "quickstart").expect(0).out()).contains("restored");
    assertThat(site.evidence().getFirst().resolveSibling("report.md")).isNotEmptyFile();
    assertThat(site.evidence().getFirst().resolveSibling("report.html")).isNotEmptyFile();
    assertThat(site.evidence().getFirst().resolveSibling("junit.xml")).isNotEmptyFile();
  }

  @Test
  void theEvidenceIsSignedAndAChain() throws IOException {
    cli.run("run", "quickstart").expect(0);
    cli.run("drill", "quickstart").expect(0);
    cli.run("drill", "quickstart").expect(0);

    Keyring keys = Keyring.in(state.resolve("keys"));
    SignedDocument first =
        SignedDocument.read(Files.readAllBytes(site.evidence().getFirst()), keys);
    SignedDocument second =
        SignedDocument.read(Files.readAllBytes(site.evidence().getLast()), keys);
    assertThat(first.signer().trusted()).isTrue();
    assertThat(first.content()).containsEntry("verdict", "passed").doesNotContainKey("previous");
    assertThat(second.content().get("previous"))
        .hasFieldOrPropertyWithValue("sha256", first.digest());
  }

  @Test
  void aByteOfTheEvidenceThatIsChangedIsFound() throws IOException {
    cli.run("run", "quickstart").expect(0);
    cli.run("drill", "quickstart").expect(0);
    byte[] bytes = Files.readAllBytes(site.evidence().getFirst());
    Keyring keys = Keyring.in(state.resolve("keys"));
    for (int i = 0; i < bytes.length; i += 97) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      assertThat(signed(changed, keys)).as("with byte %d changed", i).isFalse();
    }
  }

  private static boolean signed(byte[] bytes, Keyring keys) {
    try {
      SignedDocument.read(bytes, keys);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aDamagedSetIsAFindingWithItsPlace() throws IOException {
    cli.run("run", "quickstart").expect(0);
    Path archive = site.stored("notes.tar.zst");
    byte[] bytes = Files.readAllBytes(archive);
    bytes[bytes.length / 2] ^= 1;
    Files.write(archive, bytes);

    cli.run("drill", "quickstart").expect(4);

    JsonNode report = site.report();
    assertThat(report.at("/verdict").asText()).isEqualTo("failed");
    assertThat(report.at("/findings/0/where").asText()).contains("quickstart.restore.yaml:19:");
    assertThat(report.at("/teardown/left")).isEmpty();
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void aRunbookThatForgetsSomethingFailsItsDrill() throws IOException {
    cli.run("run", "quickstart").expect(0);
    site.edit("plans/quickstart.restore.yaml", "  - untar: \\{.*\n", "");
    site.edit("plans/quickstart.restore.yaml", "      - files: .*\n", "");

    cli.run("drill", "quickstart").expect(4);

    assertThat(site.report().at("/findings/0/where").asText()).contains("quickstart.drill.yaml:");
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void anObjectiveThatIsMissedFailsTheDrill() throws IOException {
    cli.run("run", "quickstart").expect(0);
    site.edit("drills/quickstart.drill.yaml", "backup:\n", "objectives: {rpo: 0s}\nbackup:\n");
    assertThat(cli.run("drill", "quickstart").expect(4).out()).contains("RPO is not met");
    JsonNode report = site.report();
    assertThat(report.at("/verdict").asText()).isEqualTo("failed");
    assertThat(report.at("/objectives/1/met").asBoolean()).isFalse();
    assertThat(report.at("/assertions")).allMatch(it -> it.at("/result").asText().equals("passed"));
  }

  @Test
  void whatMayChangeSomethingAtAnAddressIsNotSent() throws IOException {
    site.edit(
        "plans/quickstart.restore.yaml",
        "  - verify:\n",
        """
          - http: {url: 'http://localhost:1/look'}
            id: looks
          - http: {url: 'http://localhost:1/change', method: POST}
            id: changes
          - verify:
        """);

    String out = cli.run("preview", "drills/quickstart.drill.yaml", "--offline").expect(0).out();

    assertThat(out).contains("GET http://localhost:1/look").doesNotContain("POST http");
    assertThat(out).contains("it may change what is at an address and does not say `drill: run`");
  }

  @Test
  void withoutASetADrillIsNotStarted() throws IOException {
    String out = cli.run("drill", "quickstart").expect(3).out();
    assertThat(out).contains("NOT STARTED");
    assertThat(site.report().at("/verdict").asText()).isEqualTo("not-started");
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void aFreshSetIsMadeAndTaken() throws IOException {
    site.edit(
        "drills/quickstart.drill.yaml",
        "  pick: latest\n",
        "  fresh: true\nhypothesis:\n  - age: 26h\n");
    assertThat(cli.run("drill", "quickstart", "--dry-run").expect(0).out())
        .contains("before it, the Backup `quickstart` makes a set, without its `prune`")
        .contains("the one that the Backup `quickstart` makes before")
        .contains("made by the run: a set is made before it");
    cli.run("drill", "quickstart").expect(0);
    assertThat(site.report().at("/set/id").asText()).isNotEmpty();
  }

  /** Whoever reads the evidence can draw again, and knows whom to ask. */
  @Test
  void theEvidenceTellsHowASetWasChosenAndWhatItIs() throws IOException {
    site.edit(
        "plans/quickstart.backup.yaml",
        "objectives:",
        "owner: {team: readers, contacts: [a@example.org]}\nobjectives:");
    site.edit("drills/quickstart.drill.yaml", "  pick: latest\n", "  pick: oldest\n");
    List<String> sets = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      cli.run("run", "quickstart").expect(0);
      sets.addFirst(new Victim(cli, state, state).lastRun());
    }
    cli.run("drill", "quickstart").expect(0);
    assertThat(site.report().at("/set/id").asText()).isEqualTo(sets.getLast());
    assertThat(site.report().at("/set").has("draw")).isFalse();

    site.edit("drills/quickstart.drill.yaml", "  pick: oldest\n", "  pick: random\n  within: 7d\n");
    cli.run("drill", "quickstart").expect(0);

    JsonNode report = site.report();
    JsonNode draw = report.at("/set/draw");
    assertThat(draw.at("/of").asInt()).isEqualTo(3);
    int drawn = new Random(draw.at("/seed").asLong()).nextInt(3);
    assertThat(report.at("/set/id").asText()).isEqualTo(sets.get(drawn));
    assertThat(report.at("/set/copies").asInt()).isOne();
    assertThat(report.at("/set/type").asText()).isEqualTo("full");
    assertThat(report.at("/set/tools/backstay").asText()).isNotEmpty();
    assertThat(report.at("/set/artifacts/0/plainSha256").asText()).hasSize(64);
    assertThat(report.at("/subject/owner"))
        .extracting(JsonNode::asText)
        .containsExactly("readers", "a@example.org");
    assertThat(report.at("/trend/0/verdict").asText()).isEqualTo("passed");
  }

  @Test
  void whatStandsBesideAPruneIsDoneForAFreshSet() throws IOException {
    site.edit("drills/quickstart.drill.yaml", "  pick: latest\n", "  fresh: true\n");
    String group = "  - group: [exec: {run: [touch, beside]}, prune]\n    id: last\n";
    site.edit("plans/quickstart.backup.yaml", "  - prune\n", group);
    cli.run("drill", "quickstart").expect(0);
    assertThat(project.resolve("beside")).exists();
  }

  @Test
  void aDryRunMakesNothing() throws IOException {
    cli.run("run", "quickstart").expect(0);
    Map<String, String> before = DrillSite.tree(project);
    String out = cli.run("drill", "quickstart", "--dry-run").expect(0).out();
    assertThat(out).contains("READY", "drill.provision.catalogue").doesNotContain("REPLACES");
    assertThat(DrillSite.tree(project)).isEqualTo(before);
    assertThat(scratch).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 10, 20})
  void aDrillThatIsKilledLeavesNothing(int events) throws IOException, InterruptedException {
    cli.run("run", "quickstart").expect(0);
    Map<String, String> real = DrillSite.tree(project.resolve("plans/quickstart/data"));
    Victim victim = new Victim(cli, state, project.resolve("output"));

    victim.dieAt(events, "drill", "quickstart");
    cli.run("resume", "--undo-only");

    assertThat(scratch).isEmptyDirectory();
    assertThat(DrillSite.tree(project.resolve("plans/quickstart/data"))).isEqualTo(real);
    cli.run("drill", "quickstart").expect(0);
  }
}
