package io.backstay.plans.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * How a run of the benchmark differs from the usual one.
 *
 * @param scale of all amounts of data; {@code -Dbench.scale=0.1} for a first look
 * @param rounds each contender runs so often, {@code -Dbench.rounds}
 * @param only the topics to measure, {@code -Dbench.only=files,start}; empty for all
 * @param with words before every timed command, {@code -Dbench.with='chrt -r 10'} on a machine that
 *     others use as well
 * @param home where data and runs are put, {@code -Dbench.home}; needs some 35 GB at full scale
 */
record Settings(double scale, int rounds, List<String> only, List<String> with, Path home) {
  static Settings given() {
    return new Settings(
        Double.parseDouble(System.getProperty("bench.scale", "1")),
        Integer.parseInt(System.getProperty("bench.rounds", "3")),
        words("bench.only", ","),
        words("bench.with", " "),
        Path.of(System.getProperty("bench.home", "target/bench")).toAbsolutePath());
  }

  private static List<String> words(String property, String separator) {
    return List.of(System.getProperty(property, "").split(separator)).stream()
        .filter(word -> !word.isBlank())
        .toList();
  }

  boolean wants(String topic) {
    return only.isEmpty() || only.contains(topic);
  }

  /** Whether the figures are those the goals are about. */
  boolean whole() {
    return scale == 1 && rounds >= 3;
  }

  long bytes(long full) {
    return Math.round(full * scale);
  }

  int count(int full) {
    return Math.toIntExact(Math.max(1, Math.round(full * scale)));
  }

  /** The command that runs the benchmark like this. */
  String command() {
    String command = "./mvnw -Pbench verify";
    command += scale == 1 ? "" : " -Dbench.scale=" + scale;
    command += rounds == 3 ? "" : " -Dbench.rounds=" + rounds;
    command += only.isEmpty() ? "" : " -Dbench.only=" + String.join(",", only);
    return with.isEmpty() ? command : command + " -Dbench.with='" + String.join(" ", with) + "'";
  }
}
