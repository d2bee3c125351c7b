package io.backstay.plans.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Measures everything and writes the results down, a page for each topic. A goal that is missed is
 * a result, not a failure; a contender that does not do its work is one.
 */
@Tag("bench")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SpeedTest {
  private static final List<Topic> TOPICS =
      List.of(
          new StartTopic(),
          new SmallFilesTopic(),
          new FilesTopic(),
          new AgainTopic(),
          new ReadingTopic(),
          new DatabaseTopic(),
          new ClusterTopic(),
          new MemoryTopic());

  private final Settings settings = Settings.given();
  private final Bench bench = Bench.open(settings);
  private final String facts = Machine.facts(bench);

  SpeedTest() throws IOException {}

  @TestFactory
  Stream<DynamicTest> topics() {
    return TOPICS.stream()
        .filter(topic -> settings.wants(topic.name()))
        .map(topic -> DynamicTest.dynamicTest(topic.name(), () -> measure(topic)));
  }

  /** Only figures at full size replace those that are committed. */
  private void measure(Topic topic) throws IOException {
    try {
      List<Race> races = topic.measure(bench);
      Path results = Path.of(settings.whole() ? "src/bench/results" : "target/bench-results");
      Files.writeString(
          Files.createDirectories(results).resolve(topic.name() + ".md"),
          Report.of(settings, facts, Machine.load(bench), races));
    } finally {
      bench.bash().run(settings.home(), "rm -rf runs prepared");
    }
  }
}
