package io.backstay.drills.report;

import java.time.Duration;
import java.util.Optional;

/** An earlier drill in a few words. */
final class Trend {
  private Trend() {}

  static String text(DrillReport.Earlier drill) {
    String rto =
        Optional.ofNullable(drill.rtoSeconds())
            .map(seconds -> ", RTO " + Times.text(Duration.ofSeconds(seconds)))
            .orElse("");
    return drill.id() + " " + drill.verdict() + rto;
  }
}
