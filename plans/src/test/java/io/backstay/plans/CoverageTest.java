package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.IClassCoverage;
import org.jacoco.core.tools.ExecFileLoader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the tests of all modules, taken together, have run. Decided only where every capability is
 * there: elsewhere tests are skipped, and the figures say nothing.
 */
@Tag("coverage")
final class CoverageTest {
  private static final double LINES = 0.90;
  private static final List<String> MODULES =
      List.of("engine/language", "engine/runtime", "engine/app", "connectors");

  @Test
  void nineLinesOfTenAreRun() throws IOException {
    assumeTrue(
        System.getenv("BACKSTAY_REQUIRE") != null,
        "tests may have been skipped, so nothing to say");
    Path root = Path.of("..").toAbsolutePath().normalize();
    CoverageBuilder coverage = coverage(root);
    int covered = 0;
    int all = 0;
    Map<String, int[]> packages = new TreeMap<>();
    for (IClassCoverage type : coverage.getClasses()) {
      covered += type.getLineCounter().getCoveredCount();
      all += type.getLineCounter().getTotalCount();
      int[] sums = packages.computeIfAbsent(type.getPackageName(), name -> new int[2]);
      sums[0] += type.getLineCounter().getCoveredCount();
      sums[1] += type.getLineCounter().getTotalCount();
    }
    StringBuilder table = new StringBuilder();
    packages.forEach(
        (name, sums) -> table.append("%n%-40s %d of %d lines".formatted(name, sums[0], sums[1])));
    assertThat(covered / (double) all).as("lines run%s", table).isGreaterThanOrEqualTo(LINES);
  }

  private static CoverageBuilder coverage(Path root) throws IOException {
    ExecFileLoader run = new ExecFileLoader();
    for (String module : MODULES) {
      load(run, root.resolve(module).resolve("target/jacoco.exec"));
    }
    load(run, root.resolve("plans/target/jacoco.exec"));
    CoverageBuilder builder = new CoverageBuilder();
    Analyzer analyzer = new Analyzer(run.getExecutionDataStore(), builder);
    for (String module : MODULES) {
      analyzer.analyzeAll(root.resolve(module).resolve("target/classes").toFile());
    }
    return builder;
  }

  private static void load(ExecFileLoader run, Path file) throws IOException {
    if (Files.exists(file)) {
      run.load(file.toFile());
    }
  }
}
