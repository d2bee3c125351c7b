package io.backstay.plans.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs scripts as somebody at a terminal would; a script that fails ends the benchmark. */
final class Bash {
  private static final String STRICT = "set -euo pipefail\n";

  private final Map<String, String> environment;

  /** Scripts that find these variables. */
  Bash(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** Runs a script and returns what it prints. */
  String run(Path directory, String script) throws IOException {
    return run(directory, List.of("bash", "-c", STRICT + script));
  }

  /** Runs a script under {@code time}, after these words, and returns the line that wrote. */
  String time(Path directory, List<String> with, String script) throws IOException {
    Path figures = directory.resolve("figures");
    List<String> command = new ArrayList<>(with);
    command.addAll(List.of("/usr/bin/time", "-o", figures.toString(), "-f", Cost.FORMAT));
    command.addAll(List.of("bash", "-c", STRICT + script));
    run(directory, command);
    return Files.readString(figures);
  }

  private String run(Path directory, List<String> command) throws IOException {
    Path said = Files.createTempFile("bench", ".log");
    Path out = Files.createTempFile("bench", ".out");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(said.toFile());
    builder.environment().putAll(environment);
    try {
      if (builder.start().waitFor() != 0) {
        throw new AssertionError(
            command.getLast() + "\nfailed:\n" + Files.readString(said) + Files.readString(out));
      }
      return Files.readString(out);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      Files.delete(said);
      Files.delete(out);
    }
  }
}
