package io.backstay.app;

import io.backstay.drill.DrillReporter.Audited;
import io.backstay.program.Program;
import io.backstay.run.RunRecord;
import io.backstay.set.Manifest;
import io.backstay.survey.Stock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some time until now, and all that is known to have run.
 *
 * @param from when it began
 * @param to now
 * @param runs all runs of this host, newest first, those before it too
 */
record Period(Instant from, Instant to, List<RunRecord> runs) {
  /**
   * What became of a plan.
   *
   * @param standing how it stands now
   * @param stock its sets
   * @param drills the evidence of drills with its sets
   * @param upkeep what is said of who looks after it
   */
  PlanPeriod of(
      Program program,
      Standing standing,
      Stock stock,
      List<Audited> drills,
      Map<String, String> upkeep) {
    return new PlanPeriod(
        standing,
        tally(program, "Backup"),
        tally(program, "Restore"),
        Tally.of(drills.stream().filter(drill -> within(drill.at())).map(Period::verdict)),
        gap(program),
        program.objectives().rpo(),
        stock.all().stream()
            .flatMap(kept -> kept.set().manifest().artifacts().stream())
            .mapToLong(Manifest.Artifact::bytes)
            .sum(),
        upkeep);
  }

  /** For people. */
  String text() {
    return told(from) + " to " + told(to);
  }

  /** As it is told, to the second; what counts goes by all of it. */
  static Instant told(Instant end) {
    return end.truncatedTo(ChronoUnit.SECONDS);
  }

  private Tally tally(Program program, String kind) {
    return Tally.of(
        runs.stream()
            .filter(run -> isOf(program, kind, run) && within(run.started().at()))
            .map(run -> run.state().word()));
  }

  private static boolean isOf(Program program, String kind, RunRecord run) {
    return run.started().plan().kind().equals(kind)
        && run.started().plan().backup().equals(program.plan().backup());
  }

  private static String verdict(Audited drill) {
    return drill.wrong() == null ? drill.verdict() : "of which " + drill.wrong();
  }

  private boolean within(@Nullable Instant at) {
    return at != null && !at.isBefore(from) && !at.isAfter(to);
  }

  /** What there was before the first run that is known, nobody knows. */
  private @Nullable Duration gap(Program program) {
    Duration longest = null;
    Instant next = to;
    for (RunRecord run : runs) {
      Instant at = run.started().at();
      if (isOf(program, "Backup", run) && run.state().succeeded() && at.isBefore(next)) {
        Duration gap = Duration.between(at, next);
        longest = longest == null || gap.compareTo(longest) > 0 ? gap : longest;
        next = at;
        if (at.isBefore(from)) {
          break;
        }
      }
    }
    return longest;
  }
}
