package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pages about what deployments ask for quote the plans as they are and name tests that there
 * are; that these show what the pages say, {@link Features} sees to. {@code -Daccept} writes them,
 * and still fails, so that nobody accepts without looking.
 */
final class FeaturePagesTest {
  static List<String> deployments() throws IOException {
    return FeaturePage.deployments();
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void pagesQuoteThePlansAsTheyAre(String deployment) throws IOException {
    FeaturePage page = FeaturePage.of(deployment);
    String written = Files.exists(page.file()) ? Files.readString(page.file()) : "";
    String now = page.text(page.shown());
    if (System.getProperty("accept") != null && !written.equals(now)) {
      Files.writeString(page.file(), now);
    }
    assertThat(written).as("the page " + page.file()).isEqualTo(now);
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void testsThatAreNamedAreThere(String deployment) throws IOException {
    assertThat(FeaturePage.of(deployment).shown().values())
        .isNotEmpty()
        .allSatisfy(
            test -> {
              String[] name = test.split("\\.");
              Class<?> type = Class.forName("io.backstay.plans." + name[0]);
              assertThat(Arrays.stream(type.getDeclaredMethods()))
                  .anyMatch(
                      method ->
                          method.getName().equals(name[1])
                              && method.isAnnotationPresent(Test.class));
            });
  }

  @Test
  void noPageIsAboutNothing() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("docs"))) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".md", "")))
          .containsExactlyInAnyOrderElementsOf(deployments());
    }
  }
}
