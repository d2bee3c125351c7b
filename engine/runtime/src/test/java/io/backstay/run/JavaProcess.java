package io.backstay.run;

import io.backstay.testing.CoverageAgent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM with the class path of this one. */
final class JavaProcess {
  private JavaProcess() {}

  /**
   * Starts the main method of a class; what it prints on standard error is shown here. It gets
   * every signal: a build started in the background hands "ignored" on to all it starts, and a JVM
   * leaves an ignored signal ignored.
   */
  static Process start(Class<?> main, String... arguments) throws IOException {
    return new ProcessBuilder(command(main, arguments))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** What is started then. */
  static List<String> command(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("env", "--default-signal=HUP,INT,TERM"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"));
    command.addAll(CoverageAgent.options());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }
}
