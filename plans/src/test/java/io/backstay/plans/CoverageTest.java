package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.IClassCoverage;
import org.jacoco.core.analysis.ICounter;
import org.jacoco.core.tools.ExecFileLoader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How much of what ships is run by the tests of all modules together. Runs after all of them, and
 * only where none of them was left out for want of something on the host.
 */
@Tag("coverage")
final class CoverageTest {
  private static final List<String> MODULES =
      List.of("engine/language", "engine/runtime", "engine/app", "connectors", "drills");

  /** What everything else rests on: reading plans, keeping promises, deleting. */
  private static final Predicate<String> VITAL =
      Pattern.compile(
              "io/backstay/(plan/(PlanReader|PlanFile|YamlTree)"
                  + "|run/(EventCodec|Chain|Fold|Debts|Journal|LastLine)"
                  + "|run/route/RouteCompiler"
                  + "|set/(Manifest|ManifestReader|ManifestWriter|Canonical"
                  + "|Retention|KeepRules|Floors|Periods))([$].*)?")
          .asMatchPredicate();

  private static final List<IClassCoverage> CLASSES = new ArrayList<>();

  @BeforeAll
  static void load() throws IOException {
    assumeTrue(System.getenv("BACKSTAY_REQUIRE") != null, "not every test runs on every host");
    Path root = Path.of("..");
    ExecFileLoader runs = new ExecFileLoader();
    for (String module : MODULES) {
      load(runs, root.resolve(module));
    }
    load(runs, root.resolve("plans"));
    CoverageBuilder builder = new CoverageBuilder();
    Analyzer analyzer = new Analyzer(runs.getExecutionDataStore(), builder);
    for (String module : MODULES) {
      Path classes = root.resolve(module).resolve("target/classes");
      if (Files.exists(classes)) {
        analyzer.analyzeAll(classes.toFile());
      }
    }
    assertThat(builder.getNoMatchClasses()).as("compiled after they were tested").isEmpty();
    CLASSES.addAll(builder.getClasses());
  }

  private static void load(ExecFileLoader runs, Path module) throws IOException {
    Path file = module.resolve("target/jacoco.exec");
    if (Files.exists(file)) {
      runs.load(file.toFile());
    }
  }

  @Test
  void ofAllLinesNineInTen() {
    int covered = sum(CLASSES, ICounter.CounterValue.COVEREDCOUNT);
    int missed = sum(CLASSES, ICounter.CounterValue.MISSEDCOUNT);
    double share = 100.0 * covered / (covered + missed);
    assertThat(share).as("percent of lines; least covered:\n%s", worst()).isGreaterThan(90);
  }

  @Test
  void everyBranchOfWhatIsVital() {
    List<IClassCoverage> vital =
        CLASSES.stream().filter(each -> VITAL.test(each.getName())).toList();
    assertThat(vital).hasSizeGreaterThan(15);
    assertThat(vital.stream().flatMap(each -> missedBranches(each).stream())).isEmpty();
  }

  private static List<String> missedBranches(IClassCoverage type) {
    return IntStream.rangeClosed(type.getFirstLine(), type.getLastLine())
        .filter(line -> type.getLine(line).getBranchCounter().getMissedCount() > 0)
        .mapToObj(line -> type.getName() + ":" + line)
        .toList();
  }

  private static int sum(Collection<IClassCoverage> classes, ICounter.CounterValue value) {
    return classes.stream().mapToInt(each -> (int) each.getLineCounter().getValue(value)).sum();
  }

  private static String worst() {
    List<String> lines =
        CLASSES.stream()
            .sorted((a, b) -> missed(b) - missed(a))
            .limit(20)
            .map(each -> String.format(Locale.ROOT, "%5d %s", missed(each), each.getName()))
            .toList();
    return String.join("\n", lines);
  }

  private static int missed(IClassCoverage type) {
    return type.getLineCounter().getMissedCount();
  }
}
