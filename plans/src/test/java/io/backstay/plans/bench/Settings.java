package io.backstay.plans.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * How a run of the benchmark differs from the usual one.
 *
 * @param scale of all amounts of data; {@code -Dbench.scale=0.1} for a first look
 * @param rounds each contender runs so often, {@code -Dbench.rounds}
 * @param only the topics to measure, {@code -Dbench.only=files,start}; empty for all
 * @param home where data and runs are put, {@code -Dbench.home}; needs some 60 GB at full scale
 */
record Settings(double scale, int rounds, List<String> only, Path home) {
  static Settings given() {
    return new Settings(
        Double.parseDouble(System.getProperty("bench.scale", "1")),
        Integer.parseInt(System.getProperty("bench.rounds", "3")),
        List.of(System.getProperty("bench.only", "").split(",")).stream()
            .filter(topic -> !topic.isBlank())
            .toList(),
        Path.of(System.getProperty("bench.home", "target/bench")).toAbsolutePath());
  }

  boolean wants(String topic) {
    return only.isEmpty() || only.contains(topic);
  }

  /** Whether the figures are those the goals are about. */
  boolean whole() {
    return scale == 1 && rounds >= 3 && only.isEmpty();
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
    return only.isEmpty() ? command : command + " -Dbench.only=" + String.join(",", only);
  }
}
