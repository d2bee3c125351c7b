package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What drills let go wrong on purpose, and what they say came of it. */
final class DrillFaultsTest {
  @TempDir static Path once;

  @TempDir Path own;
  private Path project = Path.of(".");
  private Path scratch = Path.of(".");
  private DrillSite site = new DrillSite(project, project, scratch);
  private Cli cli = site.cli();

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
    project = site.project();
    scratch = site.scratch();
    cli = site.cli();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # fault                                      | when           | tries | expected  | observed  | exit
          corrupt: notes.tar.zst                       | during: fetch  | 2     | recovered | recovered | 0
          corrupt: {artifact: notes.tar.zst, bytes: 9} | during: fetch  | 2     | detected  | recovered | 0
          corrupt: notes.tar.zst                       | during: fetch  | 1     | contained | contained | 0
          corrupt: notes.tar.zst                       | during: fetch  | 1     | detected  | contained | 4
          corrupt: notes.tar.zst                       | during: fetch  | 1     | recovered | contained | 4
          corrupt: '*.sqlite.zst'                      | before: fetch  | 2     | recovered | recovered | 0
          corrupt: all                                 | during: all    | 4     | recovered | recovered | 0
          truncate: notes.tar.zst                      | during: fetch  | 2     | recovered | recovered | 0
          truncate: {artifact: all, bytes: 1MB}        | during: fetch  | 1     | contained | contained | 0
          missing: notes.tar.zst                       | during: fetch  | 2     | recovered | recovered | 0
          missing: {artifact: notes.tar.zst, times: 2} | during: fetch  | 2     | contained | contained | 0
          store-down: local                            | during: fetch  | 2     | contained | contained | 0
          store-down: local                            | during: all    | 1     | contained | contained | 4
          store-down: local                            | during: all    | 1     | recovered | contained | 4
          store-slow: {store: local, latency: 0s, rate: 1MB} | during: fetch  | 1     | recovered | recovered | 0
          clock-skew: 400d                             | during: all    | 1     | recovered | recovered | 0
          clock-skew: {by: 400d, behind: true}         | before: untar  | 1     | recovered | recovered | 0
          clock-skew: 400d                             | during: verify | 1     | recovered | nothing   | 4
          corrupt: another.tar                         | during: fetch  | 2     | recovered | nothing   | 4
          store-down: local                            | during: verify | 1     | recovered | nothing   | 4
          """)
  void aFaultEndsAsItIsExpectedTo(
      String fault, String when, int tries, String expected, String observed, int exit)
      throws IOException {
    site.edit("plans/quickstart.restore.yaml", "  - fetch: all .*\n", retried(tries));
    inject("  - %s\n    %s\n    expect: %s\n".formatted(fault, when, expected));
    Map<String, String> kept = DrillSite.tree(project.resolve("plans/quickstart/backups"));

    cli.run("drill", "quickstart").expect(exit);

    JsonNode injection = site.report().at("/injections/0");
    assertThat(injection.at("/observed").asText()).isEqualTo(observed);
    assertThat(injection.at("/asExpected").asBoolean())
        .isEqualTo(
            observed.equals(expected)
                || (expected.equals("detected") && !observed.equals("nothing")));
    assertThat(site.report().at("/teardown/left")).isEmpty();
    assertThat(DrillSite.tree(project.resolve("plans/quickstart/backups")))
        .as("what the store keeps, but for what is known of it")
        .containsAllEntriesOf(withoutLevels(kept));
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void aSetThatIsDamagedOnPurposeIsAsGoodAsBefore() throws IOException {
    inject("  - corrupt: notes.tar.zst\n    during: fetch\n    expect: contained\n");
    cli.run("drill", "quickstart").expect(0);
    assertThat(cli.run("list", "quickstart").expect(0).out()).doesNotContain("broken");
    cli.run("verify", "quickstart").expect(0);
  }

  @Test
  void aDeniedSecretIsTakenFromTheNextProvider() throws IOException {
    file("first", "denied");
    file("second", "given");
    secret("[{file: first}, {file: second}]");
    inject("  - deny-secret: token\n    before: tell\n    expect: recovered\n");

    cli.run("drill", "quickstart").expect(0);

    assertThat(project.resolve("told")).hasContent("given");
  }

  @Test
  void aDeniedSecretWithoutAnotherProviderFailsTheRunbook() throws IOException {
    file("first", "denied");
    secret("[{file: first}]");
    inject("  - deny-secret: token\n    before: tell\n    expect: contained\n");

    cli.run("drill", "quickstart").expect(0);

    assertThat(site.report().at("/injections/0/evidence").asText()).contains("token");
  }

  /** The drill looks at what is real with the right clock, and writes its report by it. */
  @Test
  void aWrongClockIsTheRestoresAlone() throws IOException {
    site.edit("plans/quickstart.restore.yaml", "steps:\n", "preflight:\n  - age: 26h\nsteps:\n");
    site.edit("drills/quickstart.drill.yaml", "backup:\n", "hypothesis:\n  - age: 26h\nbackup:\n");
    inject("  - clock-skew: 400d\n    during: all\n    expect: contained\n");
    Instant before = Instant.now();

    cli.run("drill", "quickstart").expect(0);

    JsonNode report = site.report();
    assertThat(report.at("/injections/0/evidence").asText())
        .contains("old, at most 26 h is allowed");
    assertThat(report.at("/assertions"))
        .anyMatch(it -> it.at("/result").asText().equals("passed"))
        .anyMatch(it -> it.at("/result").asText().equals("not-passed"));
    for (String moment : new String[] {"started", "declared", "ended"}) {
      assertThat(Instant.parse(report.at("/clock/" + moment).asText()))
          .isBetween(before.minusSeconds(1), Instant.now());
    }
    assertThat(Instant.parse(report.at("/injections/0/first").asText()))
        .isBetween(before, Instant.now());
  }

  @Test
  void theFaultsAreInThePreviewAndInEveryReport() throws IOException {
    site.edit("plans/quickstart.restore.yaml", "  - fetch: all .*\n", retried(2));
    inject("  - corrupt: notes.tar.zst\n    during: fetch\n    expect: recovered\n");
    String preview = cli.run("drill", "quickstart", "--dry-run").expect(0).out();
    assertThat(preview).contains("`notes.tar.zst` comes with flipped bits", "expect recovered");

    assertThat(cli.run("drill", "quickstart").expect(0).out()).contains("injections 1 of 1");

    Path report = site.evidence().getLast();
    for (String form : new String[] {"report.md", "report.html", "junit.xml"}) {
      assertThat(report.resolveSibling(form)).content().contains("flipped bits", "recovered");
    }
  }

  private static String retried(int tries) {
    String retry = tries == 1 ? "" : "    retry: {max: %d, backoff: 1s}\n".formatted(tries - 1);
    return "  - fetch: all\n" + retry;
  }

  private void inject(String faults) throws IOException {
    site.edit("drills/quickstart.drill.yaml", "verify: .*\n", "inject:\n" + faults + "verify:\n");
  }

  private void file(String name, String secret) throws IOException {
    Path file = Files.writeString(project.resolve(name), secret);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private void secret(String providers) throws IOException {
    site.edit(
        "plans/quickstart.backup.yaml",
        "sources:\n",
        "secrets:\n  token: " + providers + "\nsources:\n");
    Path script = project.resolve("tell");
    Files.writeString(script, "#!/bin/sh\nprintf %s \"$TOKEN\" > told\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    site.edit(
        "plans/quickstart.restore.yaml",
        "  - verify:\n",
        """
          - exec: {run: [./tell], secret-env: {TOKEN: '\\${secrets.token}'}}
            id: tell
            drill: run
          - verify:
        """);
  }

  private static Map<String, String> withoutLevels(Map<String, String> tree) {
    tree.keySet().removeIf(name -> name.contains(".backstay"));
    return tree;
  }
}
