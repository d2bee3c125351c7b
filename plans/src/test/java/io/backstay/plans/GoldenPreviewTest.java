package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The preview of each shipped plan, as reviewed. {@code -Daccept} writes what is printed now, and
 * still fails, so that nobody accepts without looking.
 */
final class GoldenPreviewTest {
  private static final Path GOLDEN = Path.of("previews");
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** What a plan cannot do without. */
  private static final Map<String, List<String>> INPUTS =
      Map.of(
          "autodocs-pitr.restore.yaml",
          List.of("--env", "prod", "--var", "target-time=2026-02-12T14:30:00Z"));

  @TempDir Path state;

  static Stream<Path> shippedPlans() throws IOException {
    return Stream.concat(shipped("plans"), shipped("drills"));
  }

  private static Stream<Path> shipped(String folder) throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
      return files
          .filter(f -> f.toString().endsWith(".yaml"))
          .map(ROOT::relativize)
          .sorted()
          .toList()
          .stream();
    }
  }

  /** What has to be said with a plan so that there is a preview. */
  static List<String> inputs(Path plan) {
    return INPUTS.getOrDefault(plan.getFileName().toString(), List.of());
  }

  private static String[] preview(Path plan) {
    List<String> words =
        new ArrayList<>(List.of("preview", plan.toString(), "--offline", "--color", "never"));
    words.addAll(List.of("--at", "2026-02-13T03:04:05Z"));
    words.addAll(inputs(plan));
    return words.toArray(String[]::new);
  }

  @ParameterizedTest
  @MethodSource("shippedPlans")
  void previewsAreAsReviewed(Path plan) throws IOException {
    String printed =
        new Cli(ROOT, state)
            .with("TZ", "Europe/Rome")
            .run(preview(plan))
            .expect(0)
            .out()
            .replaceAll(", as \\S+@\\S+, ", ", as user@host, ");
    Path golden = GOLDEN.resolve(plan.getFileName().toString().replace(".yaml", ".txt"));
    String expected = Files.exists(golden) ? Files.readString(golden) : "";
    if (System.getProperty("accept") != null && !expected.equals(printed)) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, printed);
    }
    assertThat(printed).as("the preview in " + golden).isEqualTo(expected);
  }

  @Test
  void noPreviewIsWithoutItsPlan() throws IOException {
    List<String> plans = shippedPlans().map(Path::getFileName).map(Path::toString).toList();
    try (Stream<Path> files = Files.list(GOLDEN)) {
      assertThat(files.map(f -> f.getFileName().toString().replace(".txt", ".yaml")))
          .isSubsetOf(plans);
    }
  }
}
