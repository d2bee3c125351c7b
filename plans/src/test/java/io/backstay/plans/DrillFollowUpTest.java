package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the evidence says of those who have to do with it, and of what stays open. */
final class DrillFollowUpTest {
  @TempDir Path root;

  private DrillSite site = DrillSite.below(Path.of("."));

  @BeforeEach
  void backUp() throws IOException {
    site = DrillSite.below(root);
    site.make();
    site.edit("plans/quickstart.backup.yaml", "vars:", "labels: {criticality: high}\nvars:");
    site.edit("drills/quickstart.drill.yaml", "plan:", "labels: {function: lending}\nplan:");
    site.cli().run("run", "quickstart").expect(0);
  }

  @Test
  void whatIsFoundAgainIsDueSinceItWasFoundFirst() throws IOException {
    site.edit(
        "drills/quickstart.drill.yaml",
        "verify: .*\n",
        "inject:\n  - corrupt: what-nobody-reads\n    during: fetch\n    expect: recovered\nverify:\n");
    String about = "'`what-nobody-reads` comes with flipped bits, during fetch'";
    site.edit(
        "drills/quickstart.drill.yaml",
        "report:",
        "report:\n  due: 1s\n  tickets: {" + about + ": OPS-12}");
    site.cli().run("drill", "quickstart").expect(4);
    JsonNode first = site.report();
    String again = site.cli().run("drill", "quickstart").expect(4).out();

    Instant since = Instant.parse(first.at("/clock/started").asText());
    assertThat(first.at("/findings/0/about").asText()).contains("what-nobody-reads");
    assertThat(first.at("/findings/0/since").asText()).isEqualTo(since.toString());
    JsonNode found = site.report().at("/findings/0");
    assertThat(found.at("/since").asText()).isEqualTo(since.toString());
    assertThat(found.at("/ticket").asText()).isEqualTo("OPS-12");
    assertThat(found.at("/due").asText()).isEqualTo(since.plusSeconds(1).toString());
    assertThat(again).contains("found by each drill since", "was to be put right by", "OPS-12");
  }

  @Test
  void theEvidenceSaysWhatItIsForAndWhoHasChangedThePlanLast() throws IOException {
    git("init", "-q");
    git("add", "plans", "drills");
    git("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "-qm", "plans");
    site.cli().run("drill", "quickstart").expect(0);

    JsonNode report = site.report();
    assertThat(report.at("/subject/labels/criticality").asText()).isEqualTo("high");
    assertThat(report.at("/subject/labels/function").asText()).isEqualTo("lending");
    assertThat(report.at("/subject/repository/by").asText()).isEqualTo("Ada <ada@example.org>");
    assertThat(report.at("/subject/repository/dirty").asBoolean(true)).isFalse();
    assertThat(report.at("/proven").asText()).isEqualTo("restored, and checked");
    Instant taken = Instant.parse(report.at("/set/startedAt").asText());
    assertThat(report.at("/longestGap/from").asText()).isEqualTo(taken.toString());

    site.edit("plans/quickstart.restore.yaml", "$", "# a word more\n");
    site.cli().run("drill", "quickstart").expect(0);
    assertThat(site.report().at("/subject/repository/dirty").asBoolean()).isTrue();
  }

  /** What was found good is shown, too: an auditor wants the numbers. */
  @Test
  void everyValueThatWasComparedIsThere() throws IOException {
    site.cli().run("drill", "quickstart").expect(0);

    JsonNode loans = MissingNode.getInstance();
    for (JsonNode each : site.report().at("/reconciliation")) {
      loans = each.at("/what").asText().endsWith("loans") ? each : loans;
    }
    assertThat(loans.at("/check").asText()).isEqualTo("row-counts");
    assertThat(loans.at("/expected").asInt()).isPositive();
    assertThat(loans.at("/actual").asInt()).isEqualTo(loans.at("/expected").asInt());
    Path report = site.evidence().getLast();
    assertThat(report.resolveSibling("report.md"))
        .content()
        .containsPattern("row-counts . loans . (\\d+) . \\1 ")
        .containsPattern("files .  . 18, as recorded . 18 ");
    assertThat(report.resolveSibling("report.html")).content().contains("<h2>Reconciliation</h2>");
  }

  @Test
  void whatProductionKeepsWarmNeedNotCount() throws IOException {
    site.edit(
        "drills/quickstart.drill.yaml",
        "backup:",
        "objectives: {rto: {exclude: [provision]}}\nbackup:");
    site.cli().run("drill", "quickstart").expect(0);

    JsonNode rto = site.report().at("/objectives/0");
    assertThat(rto.at("/target").asInt()).isEqualTo(300);
    assertThat(rto.at("/basis").asText()).contains("without provision");
    assertThat(rto.at("/measured").asDouble()).isLessThan(whole());
  }

  private double whole() throws IOException {
    Instant declared = Instant.parse(site.report().at("/clock/declared").asText());
    Instant usable = Instant.parse(site.report().at("/clock/usable").asText());
    return Duration.between(declared, usable).toMillis() / 1000.0;
  }

  private void git(String... words) {
    String[] argv = new String[words.length + 1];
    argv[0] = "git";
    System.arraycopy(words, 0, argv, 1, words.length);
    Tool.run(site.project(), argv);
  }
}
