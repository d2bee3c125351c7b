package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.plans.faults.Answer;
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
@Needs({"docker", "cc"})
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
