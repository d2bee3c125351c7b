package io.backstay.plans.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** What all the runs of one contender took. */
record Costs(List<Cost> runs) {
  Costs {
    runs = List.copyOf(runs);
  }

  double wall() {
    return median(Cost::wall);
  }

  double cpu() {
    return median(Cost::cpu);
  }

  /** The worst of all runs: a limit that is kept on average is not kept. */
  double rss() {
    return runs.stream().mapToDouble(Cost::rss).max().orElseThrow();
  }

  long kept() {
    return (long) median(Cost::kept);
  }

  double fastest() {
    return runs.stream().mapToDouble(Cost::wall).min().orElseThrow();
  }

  double slowest() {
    return runs.stream().mapToDouble(Cost::wall).max().orElseThrow();
  }

  private double median(ToDoubleFunction<Cost> part) {
    double[] sorted = runs.stream().mapToDouble(part).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
