package io.backstay.connectors.checks;

import io.backstay.expr.Human;
import io.backstay.expr.Percent;
import io.backstay.spi.CheckWorld;
import io.backstay.spi.CheckWorld.Ended;
import io.backstay.spi.Facts;
import io.backstay.spi.Refusal;
import io.backstay.spi.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How the runs of some time ended.
 *
 * @param runs how many there were
 * @param succeeded how many of them succeeded
 * @param over how far back they were counted
 */
record Rate(long runs, long succeeded, Duration over) {
  static Rate of(CheckWorld world, Duration over) {
    Instant since = world.clock().instant().minus(over);
    List<Ended> runs = world.runs().stream().filter(run -> run.startedAt().isAfter(since)).toList();
    return new Rate(runs.size(), runs.stream().filter(Ended::succeeded).count(), over);
  }

  /** Refuses a share and a time that say nothing. */
  static void refuse(String key, Percent share, Duration over) {
    if (share.share() > 1) {
      throw new Refusal("E211", key, "there is no more than 100%", key + ": 90%");
    }
    if (!over.isPositive()) {
      throw new Refusal("E211", "over", "no run is that new", "over: 30d");
    }
  }

  long failed() {
    return runs - succeeded;
  }

  double share(long part) {
    return (double) part / Math.max(1, runs);
  }

  /**
   * The verdict.
   *
   * @param counted what is counted: {@code succeeded} or {@code failed}
   * @param bound such as {@code at most 10%}
   */
  Verdict verdict(String counted, long part, String bound, boolean holds) {
    String time = "the last " + Human.age(over);
    if (runs == 0) {
      return new Verdict.NotApplicable("there was no run in " + time);
    }
    String what = "%d of %d runs of %s %s".formatted(part, runs, time, counted);
    Facts facts = new Facts(Map.of("runs", runs, counted, part));
    return holds
        ? new Verdict.Passed(what, facts)
        : new Verdict.NotPassed(bound, "%.0f%%".formatted(100 * share(part)), what, facts);
  }
}
