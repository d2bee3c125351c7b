package io.backstay.plan;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Refusal;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * {@code metrics:}, numbers for Prometheus.
 *
 * @param textfile where they are written
 * @param prefix what their names begin with
 */
@Doc(
    "Numbers for Prometheus, written in one step: at the end of every run that makes, verifies,"
        + " prunes or restores sets of this plan, or of every drill. `backstay metrics rules` prints"
        + " the alerts that go with them.")
public record MetricsRules(
    @Doc(
            value =
                "The file, which node_exporter's textfile collector reads when its name ends with"
                    + " `.prom`. Everybody may read it. Each plan has one of its own.",
            example = "metrics/backup.prom")
        Path textfile,
    @Doc(
            value =
                "What the names of the numbers begin with: `_success`, `_last_success_timestamp`,"
                    + " `_last_failure_timestamp`, `_duration_seconds`, `_size_bytes`,"
                    + " `_verification_success` and `_total_count` follow; after the first restore"
                    + " `_restore_success`, `_restore_last_success_timestamp`,"
                    + " `_restore_last_failure_timestamp` and `_restore_duration_seconds`, each with"
                    + " the Restore's name as the label `restore`; for a drill"
                    + " `_drill_success`, `_drill_last_success_timestamp`,"
                    + " `_drill_last_failure_timestamp`, `_drill_rto_seconds`,"
                    + " `_drill_rpo_seconds` and `_drill_due_timestamp`, each with its name as the"
                    + " label `drill`.",
            example = "app_backup")
        @Default("backstay_backup")
        String prefix) {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  /** Refuses what Prometheus or its collector would not read. */
  public MetricsRules {
    if (!textfile.toString().endsWith(".prom")) {
      throw new Refusal(
          "E211",
          "textfile",
          "`" + textfile.getFileName() + "` does not end with `.prom`, so nobody would read it",
          "textfile: metrics/backup.prom");
    }
    if (!NAME.matcher(prefix).matches()) {
      throw new Refusal(
          "E211",
          "prefix",
          "`" + prefix + "` cannot begin the name of a number in Prometheus",
          "prefix: app_backup");
    }
  }
}
