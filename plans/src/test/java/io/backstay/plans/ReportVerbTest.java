package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a period: every run counts once, and the gap is the one that hurts. */
final class ReportVerbTest {
  @TempDir Path root;

  @Test
  void whatBecameOfAPlanIsCounted() throws IOException {
    DrillSite site = DrillSite.below(root);
    site.make();
    Cli cli = site.cli();
    assertThat(cli.run("report").expect(0).out())
        .contains("backups      none", "longest gap  no backup succeeded, more than the RPO of");
    cli.run("run", "quickstart").expect(0);
    cli.run("drill", "quickstart").expect(0);
    cli.run("restore", "quickstart", "--confirm", "quickstart").expect(0);
    Path notes = site.project().resolve("plans/quickstart/data/notes");
    Files.move(notes, notes.resolveSibling("elsewhere"));
    int failed = cli.run("run", "quickstart").exit();
    assertThat(failed).as("exit code of a run without its source").isNotZero();

    JsonNode plan = json(cli.run("report", "quickstart", "-o", "json").expect(0)).at("/plans/0");

    assertThat(plan.at("/backups/ok").asInt()).isEqualTo(1);
    assertThat(plan.at("/backups").properties()).as("endings").hasSize(2);
    assertThat(plan.at("/restores/ok").asInt()).isEqualTo(1);
    assertThat(plan.at("/restores").properties()).as("a drill is no restore").hasSize(1);
    assertThat(plan.at("/drills/passed").asInt()).isEqualTo(1);
    assertThat(plan.at("/bytes").asLong()).isPositive();
    assertThat(plan.at("/standing/troubles").toString()).contains("the last run");

    Instant then = Instant.now().plus(Duration.ofDays(40));
    String[] later = {"report", "quickstart", "--since", "7d", "--at", then.toString(), "-o"};
    assertThat(cli.run(with(later, "markdown")).expect(0).out())
        .contains("| backups | none |", "| longest gap | 40 d, more than the RPO of 25 h |");
    JsonNode old = json(cli.run(with(later, "json")).expect(0)).at("/plans/0");
    assertThat(Duration.ofSeconds(old.at("/longestGapSeconds").asLong()).toDays()).isEqualTo(40);
    assertThat(old.at("/drills").properties()).isEmpty();
    assertThat(cli.run(with(later, "sarif")).expect(2).out()).contains("finds nothing wrong");
  }

  @Test
  void aStoreThatCannotBeListedIsNoEmptyStore() throws IOException {
    DrillSite site = DrillSite.below(root);
    site.make();
    Cli cli = site.cli();
    cli.run("run", "quickstart").expect(0);
    Path store = site.project().resolve("plans/quickstart/backups");
    Files.move(store, store.resolveSibling("lost"));
    Files.createFile(store);

    assertThat(cli.run("report").expect(4).out()).contains("TROUBLE", "local: ");
  }

  private static JsonNode json(Cli.Result result) throws IOException {
    return new ObjectMapper().readTree(result.out());
  }

  private static String[] with(String[] words, String last) {
    String[] all = Arrays.copyOf(words, words.length + 1);
    all[words.length] = last;
    return all;
  }
}
