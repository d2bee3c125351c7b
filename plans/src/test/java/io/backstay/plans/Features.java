package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What a test shows of a deployment. The page of the deployment says of a feature that it works
 * only by the name of the test that has shown it, and has passed. {@code -Daccept} writes the page,
 * and still fails, so that nobody accepts without looking.
 */
final class Features implements BeforeTestExecutionCallback, AfterTestExecutionCallback {
  private final String deployment;
  private final Set<String> shown = new TreeSet<>();

  /**
   * Those of a deployment.
   *
   * @param deployment the name of its page
   */
  Features(String deployment) {
    this.deployment = deployment;
  }

  /** Says what the assertions before this call have shown. */
  void shown(String... features) {
    shown.addAll(Set.of(features));
  }

  @Override
  public void beforeTestExecution(ExtensionContext context) {
    shown.clear();
  }

  @Override
  public void afterTestExecution(ExtensionContext context) throws IOException {
    if (context.getExecutionException().isPresent()) {
      return;
    }
    FeaturePage page = FeaturePage.of(deployment);
    assertThat(page.features()).as("features of " + deployment).containsAll(shown);
    String test =
        context.getRequiredTestClass().getSimpleName()
            + "."
            + context.getRequiredTestMethod().getName();
    Map<String, String> committed = page.shown();
    Set<String> said =
        committed.entrySet().stream()
            .filter(feature -> feature.getValue().equals(test))
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(TreeSet::new));
    if (System.getProperty("accept") != null && !said.equals(shown)) {
      Map<String, String> now = new TreeMap<>(committed);
      said.forEach(now::remove);
      shown.forEach(feature -> now.put(feature, test));
      Files.writeString(page.file(), page.text(now));
    }
    assertThat(shown).as("what %s shows, in %s", test, page.file()).isEqualTo(said);
  }
}
