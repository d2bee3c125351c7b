package io.backstay.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Plans with mistakes in them beside what is said about them: {@code x.yaml} and {@code
 * x.problems.txt}. With {@code -Daccept} what is said now is written down, and the test still
 * fails, so that nobody accepts without looking.
 */
class ProblemsGoldenTest {
  private static final Path DIRECTORY = Path.of("src/test/resources/problems");

  /** Said of values that are given to a run, not of files. */
  private static final Set<String> FROM_OUTSIDE = Set.of("E145", "E151", "E411");

  @TestFactory
  Stream<DynamicTest> saysWhatIsWrong() throws IOException {
    return plans().stream()
        .map(plan -> DynamicTest.dynamicTest(plan.getFileName().toString(), () -> compare(plan)));
  }

  private static List<Path> plans() throws IOException {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private static void compare(Path plan) throws IOException {
    Path golden = golden(plan);
    Reading reading = new PlanReader(Vocabulary.catalog(), "1.0.0", DIRECTORY).check(plan);
    String said =
        reading.problems().isEmpty()
            ? "no problems\n"
            : new ProblemText(reading.excerpts(), false).of(reading.problems());
    String expected = Files.exists(golden) ? Files.readString(golden) : "";
    if (System.getProperty("accept") != null && !said.equals(expected)) {
      Files.writeString(golden, said);
    }
    assertThat(said).isEqualTo(expected);
  }

  private static Path golden(Path plan) {
    String name = plan.getFileName().toString().replaceFirst("\\.yaml$", ".problems.txt");
    return plan.resolveSibling(name);
  }

  @Test
  void everyGoldenFileHasItsPlan() throws IOException {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      assertThat(files.filter(file -> file.toString().endsWith(".problems.txt")))
          .allSatisfy(
              file -> assertThat(plans().stream().map(ProblemsGoldenTest::golden)).contains(file));
    }
  }

  @Test
  void everyCodeOfAPlanIsSaidSomewhere() throws IOException {
    Set<String> said = new TreeSet<>();
    Pattern code = Pattern.compile("^(?:error|warning)\\[([EW][0-9]{3})]", Pattern.MULTILINE);
    for (Path plan : plans()) {
      Matcher matcher = code.matcher(Files.readString(golden(plan)));
      while (matcher.find()) {
        said.add(matcher.group(1));
      }
    }
    Set<String> all =
        Stream.of(ProblemCode.values())
            .map(Enum::name)
            .filter(name -> name.startsWith("E") || name.startsWith("W"))
            .collect(Collectors.toCollection(TreeSet::new));
    all.removeAll(FROM_OUTSIDE);
    assertThat(said).isEqualTo(all);
  }
}
