package io.backstay.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LineProgressTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);

  private List<String> lines() {
    return said.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void aStepThatGoesOnSaysNowAndThenHowFarItIs() {
    try (LineProgress progress = new LineProgress(err, Duration.ofMillis(1))) {
      progress.begin("dump");
      progress.at("dump", 3 << 20);
      await().until(() -> lines().contains("   dump: 3.0 MiB so far"));
      progress.end("dump");
      progress.above("   dump  done");
    }
    assertThat(lines().getFirst()).isEqualTo("   dump ...");
    assertThat(lines()).contains("   dump  done");
  }

  @Test
  void whatTakesLessThanThatSaysItOnlyOnce() {
    try (LineProgress progress = new LineProgress(err, Duration.ofHours(1))) {
      progress.begin("dump");
      progress.at("dump", 3 << 20);
      progress.at("another", 5);
      progress.end("dump");
    }
    assertThat(lines()).containsExactly("   dump ...");
  }
}
