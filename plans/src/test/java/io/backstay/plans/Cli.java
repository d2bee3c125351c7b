package io.backstay.plans;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The command line as a user has it: a process of its own, with arguments and an environment. */
final class Cli {
  private final Path directory;
  private final Path state;
  private final Map<String, String> environment = new HashMap<>();

  Cli(Path directory, Path state) {
    this.directory = directory;
    this.state = state;
  }

  Cli with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /**
   * How a command ended.
   *
   * @param exit its exit code
   * @param out standard output
   * @param err standard error
   */
  record Result(int exit, String out, String err) {
    /** The same, after it ended as expected; else everything it said. */
    Result expect(int code) {
      if (exit != code) {
        throw new AssertionError(
            "expected exit " + code + ", got " + exit + "\n--- out\n" + out + "\n--- err\n" + err);
      }
      return this;
    }
  }

  /** Removes what its own drills have left; others may be drilling on the same engine. */
  Result cleanUp() {
    Result cleaned = run("drill", "--cleanup");
    return cleaned.expect(cleaned.out().contains("--foreign removes it") ? 5 : 0);
  }

  Result run(String... arguments) {
    try {
      return run(command(arguments));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The same, not waited for; what it prints goes to a file. */
  Process start(Path output, String... arguments) throws IOException {
    ProcessBuilder builder = builder(command(arguments));
    return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
  }

  private static List<String> command(String... arguments) {
    return command(Product.started(), arguments);
  }

  /** The command, with these options and classes. */
  static List<String> command(List<String> java, String... arguments) {
    List<String> command = new ArrayList<>();
    // A build started in the background hands "ignored" on, and a JVM leaves such a signal ignored.
    command.addAll(List.of("env", "--default-signal=HUP,INT,TERM"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx256m", "-Duser.language=en"));
    // As the launcher starts what is short: compiling well takes longer than it would save.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData"));
    command.addAll(List.of("-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"));
    command.addAll(java);
    command.add("io.backstay.app.Main");
    command.addAll(List.of(arguments));
    return command;
  }

  private ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("BACKSTAY_STATE_DIR", state.toString());
    return builder;
  }

  private Result run(List<String> command) throws IOException, InterruptedException {
    Path err = Files.createTempFile("backstay", ".err");
    Process process = builder(command).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    String said = Files.readString(err);
    Files.delete(err);
    return new Result(exit, out, said);
  }
}
