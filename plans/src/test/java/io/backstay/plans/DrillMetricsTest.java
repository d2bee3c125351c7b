package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus learns of drills, as its own tool understands it. */
@Tag("prometheus")
@Needs("prometheus")
final class DrillMetricsTest {
  private static final String METRICS = "metrics: {textfile: numbers/drill.prom, prefix: shop}\n";

  private static final String RAISED =
      "{exp_labels: {severity: critical, plan: quickstart, drill: quickstart}, exp_annotations:"
          + " {summary: the drill quickstart is not as it should be,"
          + " description: backstay list --drills says what is wrong}}";

  @TempDir Path root;
  private DrillSite site = new DrillSite(Path.of("."), Path.of("."), Path.of("."));
  private Cli cli = site.cli();

  @BeforeEach
  void aDrillWithMetrics() throws IOException {
    site = DrillSite.below(root);
    site.make();
    site.edit("drills/quickstart.drill.yaml", "backup:\n", METRICS + "backup:\n");
    cli = site.cli();
    cli.run("run", "quickstart").expect(0);
  }

  private Path numbers() {
    return site.project().resolve("numbers/drill.prom");
  }

  private Map<String, Double> values() throws IOException {
    return Files.readAllLines(numbers()).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(" "))
        .collect(Collectors.toMap(word -> word[0], word -> Double.valueOf(word[1])));
  }

  private static String named(String number) {
    return "shop_drill_" + number + "{drill=\"quickstart\"}";
  }

  @Test
  void theNumbersSayHowDrillsEnded() throws IOException {
    cli.run("drill", "quickstart").expect(0);

    Map<String, Double> passed = values();
    assertThat(passed).containsEntry(named("success"), 1.0);
    assertThat(passed).containsEntry(named("last_failure_timestamp"), 0.0);
    assertThat(passed.get(named("rto_seconds"))).isNotNegative();
    assertThat(passed.get(named("rpo_seconds"))).isNotNegative();
    double now = Instant.now().toEpochMilli() / 1000.0;
    assertThat(passed.get(named("due_timestamp"))).isGreaterThan(now);
    assertThat(Tool.run(root, "sh", "-c", "promtool check metrics < '" + numbers() + "'"))
        .isEmpty();

    site.edit("drills/quickstart.drill.yaml", "backup:\n", "objectives: {rpo: 0s}\nbackup:\n");
    cli.run("drill", "quickstart").expect(4);

    Map<String, Double> failed = values();
    String success = named("last_success_timestamp");
    assertThat(failed).containsEntry(named("success"), 0.0);
    assertThat(failed).containsEntry(success, passed.get(success));
    assertThat(failed.get(named("last_failure_timestamp"))).isGreaterThan(passed.get(success));
  }

  @Test
  void aDrillThatFailedOrIsLateOrNeverRanRaisesAnAlert() throws IOException {
    Files.writeString(
        root.resolve("rules.yml"),
        cli.run("metrics", "rules", "drills/quickstart.drill.yaml").expect(0).out());

    alerts("1", "7200", List.of());
    alerts("0", "7200", List.of("DrillFailed"));
    alerts("1", "0", List.of("DrillOverdue"));
    alerts("_", "_", List.of("DrillFailed", "DrillOverdue"));
  }

  /** What Prometheus would raise 1½ hours after its clock began. */
  private void alerts(String success, String due, List<String> raised) throws IOException {
    StringBuilder test = new StringBuilder();
    test.append(
        """
        rule_files: [rules.yml]
        tests:
          - interval: 1m
            input_series:
              - {series: '%s', values: '%s'}
              - {series: '%s', values: '%s'}
            alert_rule_test:
        """
            .formatted(named("success"), always(success), named("due_timestamp"), always(due)));
    for (String alert : List.of("DrillFailed", "DrillOverdue")) {
      test.append("      - {eval_time: 90m, alertname: %s, exp_alerts: [".formatted(alert));
      test.append(raised.contains(alert) ? RAISED : "").append("]}\n");
    }
    Files.writeString(root.resolve("test.yml"), test);
    assertThat(Tool.run(root, "promtool", "test", "rules", "test.yml")).contains("SUCCESS");
  }

  private static String always(String value) {
    return value + "x120";
  }
}
