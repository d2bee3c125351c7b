package io.backstay.drills.report;

import java.time.Duration;

/** An earlier drill in a few words. */
final class Trend {
  private Trend() {}

  static String text(DrillReport.Earlier drill) {
    String rto = drill.rtoSeconds() == null ? "" : ", RTO " + rto(drill);
    return drill.id() + " " + drill.verdict() + rto;
  }

  static String rto(DrillReport.Earlier drill) {
    Long seconds = drill.rtoSeconds();
    return Times.text(seconds == null ? null : Duration.ofSeconds(seconds));
  }
}
