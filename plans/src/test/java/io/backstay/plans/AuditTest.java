package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever changes the evidence of drills, or takes some of it away, is found out. */
final class AuditTest {
  @TempDir static Path once;

  @TempDir Path own;
  private DrillSite site = DrillSite.below(Path.of("."));
  private List<Path> reports = List.of();

  @BeforeAll
  static void drillThreeTimes() throws IOException {
    DrillSite site = DrillSite.below(once);
    site.make();
    site.cli().run("run", "quickstart").expect(0);
    for (int i = 0; i < 3; i++) {
      site.cli().run("drill", "quickstart").expect(0);
    }
  }

  @BeforeEach
  void copyIt() throws IOException {
    Tool.run(own, "cp", "-a", once + "/.", own.toString());
    site = DrillSite.below(own);
    reports = site.evidence().stream().map(Path::getParent).toList();
  }

  @Test
  void whatNobodyTouchedIsProven() {
    assertThat(site.cli().run("audit", "verify").expect(0).out())
        .contains("3 reports, 0 of them not as they were written");
  }

  @Test
  void anEditIsFound() throws IOException {
    Path report = reports.get(1).resolve("report.json");
    Files.writeString(report, Files.readString(report).replace("passed", "missed"));
    assertThat(audit()).contains("cannot be believed: it is not what was signed");
  }

  @Test
  void anEditOfWhatPeopleReadIsFound() throws IOException {
    Path report = reports.get(2).resolve("report.html");
    Files.writeString(report, Files.readString(report).replace("PASSED", "FAILED"));
    assertThat(audit()).contains("report.html is missing, or not what was written");
  }

  @Test
  void aReportThatIsTakenAwayIsFound() throws IOException {
    PathUtils.deleteDirectory(reports.get(1));
    assertThat(audit()).contains("the report before it is missing", "there is no report of it");
  }

  @Test
  void theLastReportIsMissedByTheHostThatHasDrilled() throws IOException {
    PathUtils.deleteDirectory(reports.get(2));
    assertThat(audit()).contains("there is no report of it");
  }

  @Test
  void reportsInEachOthersPlaceAreFound() throws IOException {
    Path aside = own.resolve("aside");
    Files.move(reports.get(0), aside);
    Files.move(reports.get(1), reports.get(0));
    Files.move(aside, reports.get(1));
    assertThat(audit()).contains("lies where another one was");
  }

  @Test
  void aReportOfAnotherHostIsNotBelieved() throws IOException {
    PathUtils.deleteDirectory(site.state());
    assertThat(audit()).contains("whom this host does not believe");
  }

  private String audit() {
    return site.cli().run("audit", "verify").expect(4).out();
  }
}
