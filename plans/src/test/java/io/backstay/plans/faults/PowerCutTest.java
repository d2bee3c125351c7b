package io.backstay.plans.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run has said to be done is on disk, and not only in the memory of the system. */
@Tag("strace")
@Needs("strace")
final class PowerCutTest {
  /** How strace shows the event in the journal. */
  private static final String RUN_ENDED = "{\\\"is\\\":\\\"run-ended\\\"";

  private static final Ledger LEDGER = new Ledger("A power cut", 4);

  @TempDir Path home;

  private Map<String, String> environment = Map.of();

  @AfterAll
  static void compare() throws IOException {
    LEDGER.compare();
  }

  @Test
  void afterABackupNothingOfTheSetIsLost() throws IOException, InterruptedException {
    Site site = new Site(home.resolve("site"));
    site.fill(1);

    // Locks do not outlive the process that holds them.
    assertThat(lost(site.backup(), RUN_ENDED, site.store()))
        .noneMatch(path -> !path.contains("/.locks"));
    LEDGER.add(
        "POWER-01",
        "Power is cut at the moment when a backup has said that it succeeded.",
        "in every build",
        "The whole set is on disk, and its names are.");
  }

  @ParameterizedTest
  @CsvSource({"POWER-02,''", "POWER-03,' The host has no program that waits for a file system.'"})
  void afterARestoreNothingOfWhatIsLiveIsLost(String id, String moreover)
      throws IOException, InterruptedException {
    Site site = new Site(home.resolve("site"));
    site.fill(1);
    try (WarmCli cli = new WarmCli(home, Map.of())) {
      cli.run(site.backup()).expect(0);
    }
    site.fill(2);
    environment = moreover.isEmpty() ? Map.of() : Map.of("PATH", home.toString());

    assertThat(lost(site.restore(), RUN_ENDED, site.data())).isEmpty();
    LEDGER.add(
        id,
        "Power is cut at the moment when a restore has said that it succeeded." + moreover,
        "in every build",
        "What is live is on disk, and its names are.");
  }

  @Test
  void afterADrillNothingOfTheEvidenceIsLost() throws IOException, InterruptedException {
    Site site = new Site(home.resolve("site"));
    site.fill(1);
    try (WarmCli cli = new WarmCli(home, Map.of())) {
      cli.run(site.backup()).expect(0);
    }

    assertThat(lost(site.drill(), "PASSED", site.project())).isEmpty();
    assertThat(site.reports()).isNotEmptyDirectory();
    LEDGER.add(
        "POWER-04",
        "Power is cut at the moment when a drill has said that it passed.",
        "in every build",
        "The evidence is on disk, and its names are.");
  }

  private List<String> lost(List<String> command, String said, Path below)
      throws IOException, InterruptedException {
    List<Set<String>> ends = PowerCut.after(command, home, environment, said);
    assertThat(ends).as("times it was said").isNotEmpty();
    return ends.getLast().stream().filter(path -> path.startsWith(below + "/")).toList();
  }
}
