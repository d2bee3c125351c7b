package io.backstay.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import picocli.CommandLine;

/** The process: reads the command line, runs the verb, ends with its exit code. */
public final class Main {
  private Main() {}

  /** Starts backstay; the exit codes are those of the help. */
  public static void main(String[] args) {
    int exit = ExitCode.BUG.code();
    try {
      exit = run(args);
    } catch (LinkageError | ServiceConfigurationError e) {
      System.err.println("this installation of backstay is broken: " + e);
    }
    end(exit);
  }

  /**
   * Ends the process. Before Java exits it asks every library for a logger to tell that to, which
   * takes longer than most verbs; the end of the main thread is as good when it is the last one.
   */
  private static void end(int exit) {
    if (exit != ExitCode.OK.code() || !isLast(Thread.currentThread())) {
      System.exit(exit);
    }
  }

  private static boolean isLast(Thread main) {
    Thread[] alive = new Thread[Thread.activeCount() + 1];
    int count = Thread.enumerate(alive);
    boolean last = count < alive.length;
    for (int i = 0; i < count; i++) {
      last &= alive[i] == main || alive[i].isDaemon();
    }
    return last;
  }

  static int run(String... args) {
    Backstay backstay = new Backstay();
    CommandLine command = new CommandLine(backstay.spec);
    Verbs.add(command, backstay, List.of(args));
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setUnmatchedOptionsArePositionalParams(false);
    command.setAbbreviatedOptionsAllowed(false);
    command.setExitCodeExceptionMapper(Main::exitCode);
    command.getHelpSectionMap().put("footer", help -> ExitCode.table());
    command.setExecutionExceptionHandler(
        (e, line, parsed) -> new Mishap(e, console(backstay), backstay).report());
    return command.execute(args);
  }

  private static int exitCode(Throwable e) {
    return (e instanceof CommandLine.ParameterException ? ExitCode.INVALID : ExitCode.BUG).code();
  }

  /** What stopped a verb is logged as well, unless the log is what stopped it. */
  private static Console console(Backstay backstay) {
    Map<String, String> environment = Map.copyOf(System.getenv());
    try {
      return Console.of(backstay.color, environment, Optional.ofNullable(backstay.logFile));
    } catch (Stop unwritable) {
      return Console.of(backstay.color, environment);
    }
  }
}
