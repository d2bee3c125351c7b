package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstay.set.Keyring;
import io.backstay.set.SignedDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The drill that ships, and what it finds when something is wrong. */
final class DrillTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path project;
  @TempDir Path state;
  @TempDir Path scratch;

  private Cli cli = new Cli(Path.of("."), Path.of("."));

  @BeforeEach
  void copyWhatShips() throws IOException {
    Quickstart.copyTo(project);
    cli = new Cli(project, state).with("BACKSTAY_SCRATCH_DIR", scratch.toString());
  }

  @Test
  void theRunbookIsRehearsedAndNothingRealIsTouched() throws IOException {
    cli.run("run", "quickstart").expect(0);
    Map<String, String> real = tree(project.resolve("plans/quickstart/data"));

    String out = cli.run("drill", "quickstart").expect(0).out();

    assertThat(out).contains("PASSED", "RTO", "RPO", "runbook 5 of 5", "2 made, 2 removed");
    assertThat(tree(project.resolve("plans/quickstart/data"))).isEqualTo(real);
    assertThat(scratch).isEmptyDirectory();
    assertThat(cli.run("list", "quickstart").expect(0).out()).contains("restored");
    assertThat(evidence().getFirst().resolveSibling("report.md")).isNotEmptyFile();
    assertThat(evidence().getFirst().resolveSibling("report.html")).isNotEmptyFile();
    assertThat(evidence().getFirst().resolveSibling("junit.xml")).isNotEmptyFile();
  }

  @Test
  void theEvidenceIsSignedAndAChain() throws IOException {
    cli.run("run", "quickstart").expect(0);
    cli.run("drill", "quickstart").expect(0);
    cli.run("drill", "quickstart").expect(0);

    Keyring keys = Keyring.in(state.resolve("keys"));
    SignedDocument first = SignedDocument.read(Files.readAllBytes(evidence().getFirst()), keys);
    SignedDocument second = SignedDocument.read(Files.readAllBytes(evidence().getLast()), keys);
    assertThat(first.signer().trusted()).isTrue();
    assertThat(first.content()).containsEntry("verdict", "passed").doesNotContainKey("previous");
    assertThat(second.content().get("previous"))
        .hasFieldOrPropertyWithValue("sha256", first.digest());
  }

  @Test
  void aByteOfTheEvidenceThatIsChangedIsFound() throws IOException {
    cli.run("run", "quickstart").expect(0);
    cli.run("drill", "quickstart").expect(0);
    byte[] bytes = Files.readAllBytes(evidence().getFirst());
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
    Path archive = stored("notes.tar.zst");
    byte[] bytes = Files.readAllBytes(archive);
    bytes[bytes.length / 2] ^= 1;
    Files.write(archive, bytes);

    cli.run("drill", "quickstart").expect(4);

    JsonNode report = report();
    assertThat(report.at("/verdict").asText()).isEqualTo("failed");
    assertThat(report.at("/findings/0/where").asText()).contains("quickstart.restore.yaml:19:");
    assertThat(report.at("/teardown/left")).isEmpty();
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void aRunbookThatForgetsSomethingFailsItsDrill() throws IOException {
    cli.run("run", "quickstart").expect(0);
    edit("plans/quickstart.restore.yaml", "  - untar: \\{.*\n", "");
    edit("plans/quickstart.restore.yaml", "      - files: .*\n", "");

    cli.run("drill", "quickstart").expect(4);

    assertThat(report().at("/findings/0/where").asText()).contains("quickstart.drill.yaml:");
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void anObjectiveThatIsMissedFailsTheDrill() throws IOException {
    cli.run("run", "quickstart").expect(0);
    edit("drills/quickstart.drill.yaml", "backup:\n", "objectives: {rpo: 0s}\nbackup:\n");
    assertThat(cli.run("drill", "quickstart").expect(4).out()).contains("RPO is not met");
    JsonNode report = report();
    assertThat(report.at("/verdict").asText()).isEqualTo("failed");
    assertThat(report.at("/objectives/1/met").asBoolean()).isFalse();
    assertThat(report.at("/assertions")).allMatch(it -> it.at("/result").asText().equals("passed"));
  }

  @Test
  void withoutASetADrillIsNotStarted() throws IOException {
    String out = cli.run("drill", "quickstart").expect(3).out();
    assertThat(out).contains("NOT STARTED");
    assertThat(report().at("/verdict").asText()).isEqualTo("not-started");
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void aFreshSetIsMadeAndTaken() throws IOException {
    edit("drills/quickstart.drill.yaml", "  pick: latest\n", "  fresh: true\n");
    cli.run("drill", "quickstart").expect(0);
    assertThat(report().at("/set/id").asText()).isNotEmpty();
  }

  @Test
  void whatStandsBesideAPruneIsDoneForAFreshSet() throws IOException {
    edit("drills/quickstart.drill.yaml", "  pick: latest\n", "  fresh: true\n");
    String group = "  - group: [exec: {run: [touch, beside]}, prune]\n    id: last\n";
    edit("plans/quickstart.backup.yaml", "  - prune\n", group);
    cli.run("drill", "quickstart").expect(0);
    assertThat(project.resolve("beside")).exists();
  }

  @Test
  void aDryRunMakesNothing() throws IOException {
    cli.run("run", "quickstart").expect(0);
    Map<String, String> before = tree(project);
    String out = cli.run("drill", "quickstart", "--dry-run").expect(0).out();
    assertThat(out).contains("READY", "drill.provision.catalogue").doesNotContain("REPLACES");
    assertThat(tree(project)).isEqualTo(before);
    assertThat(scratch).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 10, 20})
  void aDrillThatIsKilledLeavesNothing(int events) throws IOException, InterruptedException {
    cli.run("run", "quickstart").expect(0);
    Map<String, String> real = tree(project.resolve("plans/quickstart/data"));
    Victim victim = new Victim(cli, state, project.resolve("output"));

    victim.dieAt(events, "drill", "quickstart");
    cli.run("resume", "--undo-only");

    assertThat(scratch).isEmptyDirectory();
    assertThat(tree(project.resolve("plans/quickstart/data"))).isEqualTo(real);
    cli.run("drill", "quickstart").expect(0);
  }

  private void edit(String file, String pattern, String by) throws IOException {
    Path path = project.resolve(file);
    String text = Files.readString(path);
    String edited = text.replaceAll(pattern, by);
    assertThat(edited).isNotEqualTo(text);
    Files.writeString(path, edited);
  }

  private Path stored(String name) throws IOException {
    try (Stream<Path> files = Files.walk(project.resolve("plans/quickstart/backups"))) {
      return files
          .filter(file -> file.endsWith(name) && !Files.isSymbolicLink(file.getParent()))
          .findFirst()
          .orElseThrow();
    }
  }

  private JsonNode report() throws IOException {
    return JSON.readTree(evidence().getLast().toFile());
  }

  /** The reports there are, oldest first. */
  private List<Path> evidence() throws IOException {
    try (Stream<Path> drills = Files.list(project.resolve("reports/drills"))) {
      return drills.sorted().map(drill -> drill.resolve("report.json")).toList();
    }
  }

  private static Map<String, String> tree(Path root) throws IOException {
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        byte[] content = Files.readAllBytes(path);
        tree.put(
            root.relativize(path).toString(), new String(content, StandardCharsets.ISO_8859_1));
      }
    }
    return tree;
  }
}
