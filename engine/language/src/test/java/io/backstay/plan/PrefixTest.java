package io.backstay.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.spi.Prefix;
import io.backstay.spi.RunInfo;
import io.backstay.spi.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a store begins, and from where on each run has a place of its own. */
class PrefixTest {
  private static final RunInfo RUN =
      new RunInfo(
          "20260212_020000-7c1e",
          "20260212_030000",
          Instant.parse("2026-02-12T02:00:00Z"),
          ZoneOffset.ofHours(1),
          "app",
          "full",
          "manual",
          "ops",
          "host-1",
          null);

  private static final Path SMALL =
      Path.of("src/test/resources/problems/small.backup.yaml").toAbsolutePath();

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "production/; production/; ''",
        "production; production; ''",
        "${vars.site}/; a/b/; ''",
        "p/${run.started-at | date('yyyy/MM')}/; p/; 2026/02/",
        "p/${run.started-at | date('yyyy/MM')}; p/; 2026/02/",
        "p/of-${run.type}/x; p/; of-full/x/",
        "${run.stamp}; ''; 20260212_030000/",
        "${vars.site}/${run.stamp}/; a/b/; 20260212_030000/",
        "${vars.site}-${run.stamp}/; ''; a/b-20260212_030000/",
        "x/${vars.site ?? 'c/d'}${run.stamp}/; x/; a/b20260212_030000/"
      })
  void theFirstSlashBeforeWhatIsTheRunsOwnParts(String text, String fixed, String below)
      throws IOException {
    String plain = Files.readString(SMALL);
    String away =
        "vars: {site: {default: a/b}}\nstores:\n  away: {s3: {bucket: b, prefix: \"%s\"}}\n"
            .formatted(text.strip());
    Path file =
        Files.writeString(directory.resolve("app.backup.yaml"), plain.replace("stores:\n", away));
    Reading reading = new PlanReader(Vocabulary.catalog(), "1.0.0").read(file);
    assertThat(reading.problems()).isEmpty();
    Plan plan = ((Reading.Valid) reading).plan();
    Values values = Values.of(plan, variables(plan)).with(RUN);

    Bound<Store> bound =
        new Binder(plan).store(Objects.requireNonNull(plan.things().stores().get("away")), values);

    StoreWord.Bound store = (StoreWord.Bound) ((Bound.Ready<Store>) bound).value();
    Prefix prefix = ((Params.S3) store.params()).prefix();
    assertThat(prefix.fixed()).isEqualTo(fixed);
    assertThat(prefix.below()).isEqualTo(below);
  }

  private static Variables variables(Plan plan) {
    Bound<Variables> variables = Variables.of(plan, Map.of(), Map.of(), Map.of());
    return ((Bound.Ready<Variables>) variables).value();
  }
}
