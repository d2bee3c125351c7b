package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstay.plans.faults.Answer;
import io.backstay.plans.faults.WarmCli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every verb, in a few ways: how it ends, and that machines get what they asked for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class VerbsTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final String WAYS =
      """
      0 | init restore quickstart --dry-run
      7 | init restore quickstart
      2 | init drill quickstart
      2 | init restore nothing
      0 | init backup shop --postgres shop-db/shop --to /backups --dry-run
      2 | init backup shop
      0 | validate
      2 | validate plans/broken.backup.yaml
      10 | fmt --check
      0 | fmt --diff
      2 | fmt broken/broken.backup.yaml
      0 | preview quickstart
      0 | preview quickstart --offline
      0 | preview quickstart --probe-write
      2 | preview quickstart --probe-write --offline
      2 | preview quickstart --probe-write --routes
      0 | preview quickstart --explain-vars
      0 | preview quickstart --routes
      2 | preview quikstart
      2 | diff
      2 | diff nothing
      0 | diff plans/quickstart.backup.yaml plans/quickstart.backup.yaml
      0 | run quickstart --dry-run
      0 | run quickstart
      7 | run quickstart --expect 0000
      2 | run quickstart --var nothing=1
      2 | run quickstart --at 2026-01-01T00:00:00Z
      0 | restore quickstart --dry-run
      0 | restore quickstart --confirm quickstart
      7 | restore quickstart
      7 | restore quickstart --confirm quick
      3 | restore quickstart 19990101 --dry-run
      0 | drill quickstart --dry-run
      0 | drill quickstart
      2 | drill nothing
      0 | audit verify
      4 | audit verify elsewhere
      7 | drill quickstart --expect 0000
      0 | verify quickstart --all
      0 | verify quickstart --all --dry-run
      1 | verify quickstart 19990101
      4 | verify quickstart --in elsewhere
      0 | list
      0 | list --runs
      0 | list --drills
      0 | list --drills quickstart
      2 | drill
      0 | list quickstart
      0 | list quickstart --level readable --type full --store local
      1 | show nothing
      1 | show nothing --log
      0 | status
      0 | report
      0 | report quickstart --since 7d
      2 | report nothing
      2 | metrics rules
      0 | prune quickstart --dry-run
      0 | prune quickstart
      0 | resume
      0 | resume --dry-run
      2 | resume nobody
      1 | undo nothing
      2 | keep quickstart 2
      1 | keep quickstart 19990101 --reason x
      1 | delete quickstart 19990101
      2 | schedule export
      0 | schedule export --command /opt/backstay
      0 | schedule export --format github-actions
      2 | schedule export --format kubernetes
      2 | schedule export --format cron
      4 | schedule status --format systemd --to nowhere --command /opt/backstay
      0 | schedule install quickstart --format github-actions --dry-run
      0 | schedule remove --format github-actions --dry-run
      0 | serve quickstart --dry-run
      0 | keys
      0 | explain dump
      0 | explain E210
      2 | explain nothing-at-all
      0 | schema backup
      0 | schema drill
      2 | schema
      0 | schema --install --dry-run
      0 | doctor
      0 | version
      """;

  @TempDir static Path project;
  @TempDir static Path state;

  private @SuppressWarnings("NullAway.Init") WarmCli warm;

  @BeforeAll
  void thereIsASet() throws IOException {
    Quickstart.copyTo(project);
    Files.writeString(
        Files.createDirectories(project.resolve("broken")).resolve("broken.backup.yaml"),
        "kind: Backup\n");
    warm = new WarmCli(project, Map.of("BACKSTAY_STATE_DIR", state.toString()));
    run("run", "quickstart").expect(0);
  }

  @AfterAll
  void end() {
    warm.close();
  }

  /** In a process that stays: a hundred starts of Java would add minutes, and show nothing new. */
  private Answer run(String... arguments) {
    return warm.run(List.of(arguments));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = WAYS)
  void eachWayEndsAsDocumentedAndSpeaksPureJson(int exit, String words) {
    String[] arguments = (words.replace("plans/broken", "broken/broken") + " -o json").split(" ");

    Answer result = run(arguments).expect(exit);

    assertThat(document(result.out()).isContainerNode())
        .as("a document on standard output of %s: %s", words, result.out())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify quickstart", "list quickstart", "status"})
  void linesAreADocumentEach(String words) {
    List<String> lines = run((words + " -o ndjson").split(" ")).expect(0).out().lines().toList();

    assertThat(lines).isNotEmpty().allSatisfy(line -> assertThat(document(line)).isNotNull());
  }

  @ParameterizedTest
  @ValueSource(strings = {"markdown", "github", "sarif", "junit"})
  void whatIsFoundIsToldToCollectorsAndVerbsThatFindNothingRefuse(String form) {
    Answer found = run("validate", "broken/broken.backup.yaml", "-o", form).expect(2);
    assertThat(found.out()).contains("E122").contains("broken");
    assertThat(run("preview", "broken/broken.backup.yaml", "-o", form).expect(2).out())
        .contains("E122");
    run("preview", "quickstart", "-o", form).expect(0);
    assertThat(run("list", "-o", form).expect(2).err()).contains("no output `" + form + "`");
    assertThat(run("preview", "quikstart", "-o", form).expect(2).out()).contains("quikstart");
  }

  @Test
  void aRunTellsEachEventWhenItHappens() {
    List<String> events = run("run", "quickstart", "-o", "ndjson").expect(0).out().lines().toList();

    assertThat(events.getFirst()).contains("\"is\":\"run-started\"");
    assertThat(events.getLast()).contains("\"is\":\"run-ended\"", "\"state\":\"OK\"");
  }

  @Test
  void whatIsSaidIsLoggedToo() throws IOException {
    Path log = state.resolve("said.log");

    run("run", "quickstart", "--log-file", log.toString()).expect(0);
    run("restore", "quickstart", "--log-file", log.toString()).expect(7);

    assertThat(Files.readAllLines(log))
        .anySatisfy(line -> assertThat(line).contains("dump ..."))
        .anySatisfy(line -> assertThat(line).contains("not confirmed"))
        .allSatisfy(line -> assertThat(line).matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z .*"));
    run("list", "--log-file", state.resolve("no/such/directory").toString()).expect(2);
  }

  @Test
  void theLogOfARunCanBeRead() throws IOException {
    JsonNode runs = JSON.readTree(run("list", "--runs", "-o", "json").expect(0).out());
    String id = runs.get(0).get("id").asText();

    run("show", id, "--log", "dump").expect(0);
  }

  @Test
  void aPruneThatWouldBeRefusedIsSoWhenItIsOnlyTried() throws IOException {
    Files.writeString(
        project.resolve("few.backup.yaml"),
        """
        apiVersion: backstay/v1
        kind: Backup
        name: few
        sources: {notes: {files: plans/quickstart/data/notes}}
        stores: {local: {directory: {path: few, create: true}}}
        retention: {keep: 1d, max-count: 1, guard: {keep-min: 1}}
        steps:
          - tar: {source: notes, to: notes.tar}
          - upload: local
          - verify: {in: local, checks: [archive-readable: notes.tar]}
        """);
    for (int i = 0; i < 3; i++) {
      run("run", "few.backup.yaml").expect(0);
    }
    String[] prune = {"prune", "few.backup.yaml", "--dry-run"};

    assertThat(run(prune).expect(7).out()).contains("max-prune 25% allows 1", "explain R735");
    run(Arrays.copyOf(prune, prune.length - 1)).expect(7);
  }

  @Test
  void everyMutatingVerbCanBeTriedDry() {
    String help = run("--help").expect(0).out();

    for (String verb :
        Set.of(
            "run",
            "restore",
            "prune",
            "verify",
            "resume",
            "undo",
            "schedule",
            "serve",
            "keep",
            "delete")) {
      assertThat(help).contains("  " + verb + " ");
      assertThat(run(verb, "--help").expect(0).out()).contains("-n, --dry-run");
    }
  }

  @Test
  void everyVerbIsInTheTable() {
    String help = run("--help").expect(0).out();
    Set<String> verbs =
        help.substring(help.indexOf("Verbs:"), help.indexOf("Exit codes:"))
            .lines()
            .skip(1)
            .filter(line -> line.matches("  [a-z]+ .*"))
            .map(line -> line.strip().split(" ")[0])
            .collect(Collectors.toCollection(TreeSet::new));
    verbs.removeIf(verb -> Pattern.compile("\\| " + verb + "\\b").matcher(WAYS).find());

    assertThat(verbs).as("verbs whose result is not a document").containsExactly("completion");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void completionKnowsEveryVerb(String shell) {
    String script = run("completion", shell).expect(0).out();

    assertThat(script).contains("restore", "prune", "dry-run", "state-dir");
  }

  private static JsonNode document(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError(line, e);
    }
  }
}
