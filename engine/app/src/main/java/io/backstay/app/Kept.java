package io.backstay.app;

import io.backstay.run.RunRecord;
import io.backstay.spi.Facts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What a drill that failed has kept for a look.
 *
 * @param drill id of the drill
 * @param name of the drill
 * @param until when it goes
 * @param what it is
 */
record Kept(String drill, String name, Instant until, List<String> what) {
  /** The command that removes it, and that of all others. */
  static final String REMOVE = "backstay drill --cleanup";

  /** What a run has kept that keeps something. */
  static Kept of(RunRecord run) {
    List<String> what =
        run.open().stream()
            .map(debt -> debt.taken().on() + where(debt.taken().facts(), run.id()))
            .toList();
    Instant until = Objects.requireNonNull(run.keptUntil()).truncatedTo(ChronoUnit.SECONDS);
    return new Kept(run.id(), run.started().plan().name(), until, what);
  }

  private static String where(Facts facts, String drill) {
    return facts.values().entrySet().stream()
        .filter(fact -> !fact.getValue().equals(drill))
        .map(fact -> fact.getKey() + " " + fact.getValue())
        .collect(Collectors.joining(", ", " (", ")"));
  }

  /** Whether it is to be there. */
  boolean stays(Instant now) {
    return now.isBefore(until);
  }

  /** What is wrong when it is still there although its time is over. */
  String overdue() {
    return "drill %s of %s has kept %s until %s: "
        .formatted(drill, name, String.join(", ", what), until);
  }

  /** For people. */
  String text(Instant now) {
    return "%-9s %-20s kept for a look until %s%s\n          next:  %s"
        .formatted(
            stays(now) ? "KEPT" : "LEFTOVER",
            "drill " + name,
            until + (stays(now) ? "" : ", and still there"),
            what.stream().map("\n          "::concat).reduce("", String::concat),
            REMOVE);
  }
}
