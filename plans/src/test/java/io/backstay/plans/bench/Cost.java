package io.backstay.plans.bench;

import java.util.List;

/**
 * What one run of a contender took, seen from outside.
 *
 * @param wall seconds from start to end
 * @param cpu seconds of processor time, user and system, of all its processes
 * @param rss MiB of memory of the largest of its processes, at the worst moment
 * @param kept bytes it left behind to be kept
 */
record Cost(double wall, double cpu, double rss, long kept) {
  /** What {@code time} is asked to write. */
  static final String FORMAT = "%e %U %S %M";

  /** Reads a line that {@code time} wrote for work done several times over. */
  static Cost read(String line, int repetitions, long kept) {
    List<Double> values = List.of(line.strip().split(" ")).stream().map(Double::valueOf).toList();
    return new Cost(
        values.get(0) / repetitions,
        (values.get(1) + values.get(2)) / repetitions,
        values.get(3) / 1024,
        kept);
  }
}
