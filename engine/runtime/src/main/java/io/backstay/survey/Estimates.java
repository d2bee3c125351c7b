package io.backstay.survey;

import io.backstay.program.Outlook.Estimate;
import io.backstay.program.Program;
import io.backstay.run.RunHistory;
import io.backstay.run.RunRecord;
import io.backstay.run.StepOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What earlier successful runs of a plan suggest about the next one. */
public final class Estimates {
  private static final int RUNS = 30;
  private static final int LOOKED_AT = 200;

  private final Map<String, List<Sample>> samples = new HashMap<>();

  private Estimates() {}

  /** Estimates from the newest thirty successful runs of a plan. */
  public static Estimates of(RunHistory history, Program.PlanInfo plan) {
    Estimates estimates = new Estimates();
    runs(history, plan).forEach(run -> run.steps().values().forEach(estimates::add));
    return estimates;
  }

  private static List<RunRecord> runs(RunHistory history, Program.PlanInfo plan) {
    return named(history, plan.name(), plan.kind());
  }

  /** The newest successful runs of a plan, newest first. */
  static List<RunRecord> named(RunHistory history, String name, String kind) {
    return history.ids().stream()
        .limit(LOOKED_AT)
        .map(history::find)
        .flatMap(Optional::stream)
        .filter(run -> run.state().succeeded())
        .filter(run -> run.started().plan().name().equals(name))
        .filter(run -> run.started().plan().kind().equals(kind))
        .limit(RUNS)
        .toList();
  }

  /** The estimate for a step; empty when it never ran. */
  public Optional<Estimate> of(String step) {
    List<Sample> known = samples.getOrDefault(step, List.of());
    return known.isEmpty() ? Optional.empty() : Optional.of(estimate(known));
  }

  private void add(RunRecord.Step step) {
    if (step.outcome() instanceof StepOutcome.Succeeded done && step.ended() != null) {
      double seconds = Duration.between(step.started(), step.ended()).toMillis() / 1000.0;
      Long bytes = done.facts().text("bytes").map(Long::valueOf).orElse(null);
      samples.computeIfAbsent(step.id(), id -> new ArrayList<>()).add(new Sample(seconds, bytes));
    }
  }

  private static Estimate estimate(List<Sample> samples) {
    double[] seconds = samples.stream().mapToDouble(Sample::seconds).sorted().toArray();
    long[] sizes =
        samples.stream()
            .map(Sample::bytes)
            .filter(b -> b != null)
            .mapToLong(b -> b)
            .sorted()
            .toArray();
    Long size = sizes.length == 0 ? null : sizes[sizes.length / 2];
    return new Estimate(
        quantile(seconds, 0.5), quantile(seconds, 0.95), size, spread(sizes), samples.size());
  }

  private static double quantile(double[] sorted, double share) {
    return sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  /** Half the distance between the smallest and the largest, relative to the median. */
  private static double spread(long[] sorted) {
    if (sorted.length == 0 || sorted[sorted.length / 2] == 0) {
      return 0;
    }
    double range = sorted[sorted.length - 1] - sorted[0];
    return range / 2 / sorted[sorted.length / 2];
  }

  private record Sample(double seconds, @Nullable Long bytes) {}
}
