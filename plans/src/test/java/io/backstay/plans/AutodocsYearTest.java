package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.plans.faults.Answer;
import io.backstay.plans.faults.Disk;
import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the sets of autodocs while time goes by, with the plans as they ship. */
@Tag("docker")
@Tag("cc")
@Tag("root")
@Tag("loop")
@Needs({"docker", "cc", "root", "loop"})
final class AutodocsYearTest {
  @RegisterExtension static final Features FEATURES = new Features("autodocs");

  @TempDir static Path root;
  private static AnotherDay today;
  private static Autodocs site;

  @BeforeAll
  static void start() throws IOException {
    today = new AnotherDay(root);
    site = new Autodocs(root, today.environment(), today);
    Path plan = site.project().resolve("plans/autodocs.backup.yaml");
    // The four that are never deleted would hide what the tiers want.
    String guard = "guard: {keep-min: 4, keep-verified: 1, max-prune: 25%}";
    assertThat(plan).content().contains(guard);
    Files.writeString(
        plan, Files.readString(plan).replace(guard, "guard: {keep-min: 1, max-prune: 100%}"));
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  private static Answer on(String day, String verb, String environment) {
    today.is(LocalDate.parse(day));
    return site.cli().run(List.of(verb, "autodocs", "--env", environment)).expect(0);
  }

  @Test
  void devIsKeptForAWeekAndStagingForTwo() throws IOException {
    for (String day : List.of("2026-03-01", "2026-03-02", "2026-03-03", "2026-03-09")) {
      on(day, "run", "dev");
    }
    try (Stream<Path> files = Files.list(site.local())) {
      assertThat(days(files.map(file -> file.getFileName().toString())))
          .containsExactly("20260302", "20260303", "20260309");
    }

    for (String day : List.of("2026-03-01", "2026-03-02", "2026-03-03", "2026-03-16")) {
      on(day, "run", "staging");
    }
    assertThat(days("example-bucket", "staging/"))
        .containsExactly("20260302", "20260303", "20260316");
    FEATURES.shown("keep");
    whatIsLateOrGrowsOrHasNoRoomIsAnAlarm();
    FEATURES.shown("monitors");
  }

  @Test
  void prodIsKeptForAMonthAndSomeOfItForAYear() {
    on("2026-11-10", "run", "prod");
    assertThat(site.buckets().names("example-bucket", "production/"))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(asked(name)).isEqualTo("aws:kms"));
    FEATURES.shown("kms");

    on("2026-11-20", "run", "prod");
    on("2026-12-28", "run", "prod");
    assertThat(days("example-bucket", "production/2026/")).containsExactly("20261228");
    assertThat(days("example-bucket-dr", "production/")).containsExactly("20261228");
    assertThat(snapshots()).containsExactly("202611");

    on("2027-01-20", "run", "prod");
    whatIsLookedAtEachDayAndEachQuarter();
    FEATURES.shown("checklists");
    assertThat(days("example-bucket", "production/202")).containsExactly("20261228", "20270120");
    on("2027-02-10", "prune", "prod");
    assertThat(days("example-bucket", "production/202")).containsExactly("20270120");
    assertThat(snapshots()).containsExactly("202611", "202612", "202701");
    on("2027-02-25", "prune", "prod");
    assertThat(snapshots()).as("the first is 97 days old").containsExactly("202612", "202701");

    assertThat(days("example-archive", "production/annual/")).containsExactly("20261228");
    on("2027-12-20", "prune", "prod");
    assertThat(days("example-archive", "production/annual/")).containsExactly("20261228");
    on("2028-01-10", "prune", "prod");
    assertThat(days("example-archive", "production/annual/")).containsExactly("20270120");
    FEATURES.shown("tiers");
    whatIsReadAtEachRunIsNotCold();
    FEATURES.shown("glacier");
  }

  private static void whatIsLookedAtEachDayAndEachQuarter() {
    Answer each = site.cli().run(List.of("status", "autodocs", "--env", "prod")).expect(0);
    assertThat(each.out())
        .containsPattern(
            "warning +autodocs@prod +202701(19|20)_\\S+, .* old, written .* ago \\(9 sets\\)")
        .contains("last-drill (warning): ", "rpo (warning): ")
        .doesNotContain("size (warning)");

    Answer quarter = site.cli().run(List.of("report", "autodocs", "--env", "prod")).expect(0);
    assertThat(quarter.out())
        .containsPattern("2026-10-2[12]T\\S+ to 2027-01-(19|20)T")
        .containsPattern("backups +4: 4 ok")
        .containsPattern("longest gap +3[78] d, more than the RPO of 5 m")
        .containsPattern("restores +none")
        .containsPattern("drills +none");
  }

  /** Nor could it be: the server gives nothing out of cold storage. */
  private static void whatIsReadAtEachRunIsNotCold() {
    assertThat(site.buckets().names("example-archive", "production/annual/"))
        .anyMatch(name -> name.endsWith(".sql.gz.enc"))
        .allSatisfy(
            name ->
                assertThat(site.buckets().storageClass("example-archive", name))
                    .as(name)
                    .isEqualTo(name.contains("/.backstay/") ? "" : "DEEP_ARCHIVE"));
    Answer listed =
        site.cli().run(List.of("list", "autodocs", "--env", "prod", "-o", "json")).expect(0);
    assertThat(listed.out()).contains("\"annual\"");
  }

  /** Later, as there is one clock: sets of a day that is still to come would not be late. */
  private static void whatIsLateOrGrowsOrHasNoRoomIsAnAlarm() throws IOException {
    on("2026-05-01", "run", "dev");
    assertThat(status(0)).doesNotContain("age:", "size (", "free-space (");
    today.is(LocalDate.parse("2026-05-03"));
    assertThat(status(4)).contains("age: ", "24 h");

    site.sql(
        "autodocs_dev",
        "INSERT INTO chat_messages (body, created_at)"
            + " SELECT md5(i::text), now() FROM generate_series(1, 2000) i");
    on("2026-05-03", "run", "dev");
    assertThat(status(0))
        .containsPattern("size \\(warning\\): the size of `set` is .*, expected: within 20%")
        .doesNotContain("age:");

    Path plan = site.project().resolve("plans/autodocs.backup.yaml");
    String text = Files.readString(plan);
    try (Disk disk = new Disk(root, 64)) {
      Files.writeString(plan, text.replace("path: " + site.local(), "path: " + disk.mount()));
      assertThat(status(4)).doesNotContain("free-space (");
      disk.leaveKilobytes(2000);
      assertThat(status(4)).contains("free-space (warning): ", "20%");
    } finally {
      Files.writeString(plan, text);
    }
  }

  @Test
  void aPlanSaysWhoLooksAfterItAndUntilWhen() {
    Tool.run(
        site.project(),
        "env",
        "GIT_COMMITTER_DATE=2026-01-10T12:00:00Z",
        "sh",
        "-ec",
        "git init -q; git add plans; git -c user.name=A -c user.email=a@example.org"
            + " -c commit.gpgsign=false commit -qm plans");

    today.is(LocalDate.parse("2026-02-01"));
    assertThat(dev("report").out())
        .containsPattern("owner +devops, devops@example.org, dba@example.org")
        .containsPattern("runbook +docs/backup-and-restore.md")
        .containsPattern("next review +by 2026-04-10");
    assertThat(dev("status").out()).doesNotContain("review");
    today.is(LocalDate.parse("2026-04-12"));
    assertThat(dev("status").out())
        .contains("review (warning): the plan was to be reviewed by 2026-04-10");
    FEATURES.shown("contacts");
  }

  private static Answer dev(String verb) {
    return site.cli().run(List.of(verb, "autodocs", "--env", "dev"));
  }

  private static String status(int exit) {
    return dev("status").expect(exit).out();
  }

  private static String asked(String name) {
    return site.buckets().encryption("example-bucket", name);
  }

  /** The months there are snapshots of. */
  private static List<String> snapshots() {
    return found(
        site.buckets().names("example-bucket", "production/monthly/").stream(),
        ".*/autodocs_(\\d{6})_snapshot\\.sql\\.gz\\.enc");
  }

  /** The days there are dumps of. */
  private static List<String> days(String bucket, String prefix) {
    return days(site.buckets().names(bucket, prefix).stream());
  }

  private static List<String> days(Stream<String> names) {
    return found(names, "(?:.*/)?autodocs_(\\d{8})_\\d{6}(?:-\\w+)?\\.sql\\.gz(?:\\.enc)?");
  }

  private static List<String> found(Stream<String> names, String pattern) {
    return names
        .filter(name -> name.matches(pattern))
        .map(name -> name.replaceAll(pattern, "$1"))
        .sorted()
        .toList();
  }
}
