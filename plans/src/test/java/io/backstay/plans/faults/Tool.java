package io.backstay.plans.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Programs of the host. */
final class Tool {
  private Tool() {}

  /** How it ends, whatever that is. */
  static Answer ask(List<String> command) throws IOException, InterruptedException {
    return ask(command, Map.of());
  }

  /** The same, with more in its environment. */
  static Answer ask(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path err = Files.createTempFile("tool", ".err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    Answer answer = new Answer(process.waitFor(), out, Files.readString(err));
    Files.delete(err);
    return answer;
  }

  /** What it prints; an exit code other than 0 fails the test. */
  static String run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(List.of(command) + ": " + out);
      }
      return out;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
