package io.backstay.app;

import io.backstay.run.Detached;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Another process of this program, in the same Java. Who stops this one stops it, and it has undone
 * what it does before either ends.
 */
final class Offspring {
  private final List<String> command;
  private @Nullable Process process;

  private Offspring(List<String> command) {
    this.command = command;
  }

  /**
   * Runs one to its end, and gives what it ended with; what it prints is printed here.
   *
   * @param options for its Java
   * @param words of its command line
   * @throws IOException when it cannot be started
   * @throws IllegalStateException when this process is ending
   */
  static int run(List<String> options, List<String> words)
      throws IOException, InterruptedException {
    Offspring one = new Offspring(command(options, words));
    Thread stop = new Thread(one::stop, "what was started is ending");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      return one.run();
    } finally {
      forget(stop);
    }
  }

  private static List<String> command(List<String> options, List<String> words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(words);
    return Detached.command(command);
  }

  private int run() throws IOException, InterruptedException {
    Process begun = begin();
    Thread out = handedOn(begun.getInputStream(), System.out);
    Thread err = handedOn(begun.getErrorStream(), System.err);
    int exit = begun.waitFor();
    out.join();
    err.join();
    return exit;
  }

  private synchronized Process begin() throws IOException {
    process = new ProcessBuilder(command).redirectInput(ProcessBuilder.Redirect.INHERIT).start();
    return process;
  }

  private synchronized void stop() {
    if (process != null) {
      process.destroy();
      process.onExit().join();
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, which is what the hook is for.
    }
  }

  private static Thread handedOn(InputStream from, PrintStream to) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                byte[] some = new byte[8192];
                for (int n = from.read(some); n >= 0; n = from.read(some)) {
                  to.write(some, 0, n);
                  to.flush();
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }
}
