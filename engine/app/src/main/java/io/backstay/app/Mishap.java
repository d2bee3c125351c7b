package io.backstay.app;

import io.backstay.spi.Failure;
import java.io.PrintStream;
import java.util.Optional;

/** Tells people what stopped a verb, in the form that fits whose trouble it is. */
final class Mishap {
  private final Exception exception;
  private final Console console;
  private final boolean debug;

  Mishap(Exception exception, Console console, boolean debug) {
    this.exception = exception;
    this.console = console;
    this.debug = debug;
  }

  int report() {
    return switch (exception) {
      case Stop stop -> stop(stop);
      case Failure failure -> failure(failure);
      default -> bug();
    };
  }

  private int stop(Stop stop) {
    String message = stop.getMessage();
    if (message != null && !message.isEmpty()) {
      console.err().println(console.styled(Console.Style.BAD, "error: ") + message);
    }
    Optional.ofNullable(stop.help()).ifPresent(help -> console.err().println("  help: " + help));
    return stop.exit().code();
  }

  private int failure(Failure failure) {
    PrintStream err = console.err();
    err.println(
        console.styled(Console.Style.BAD, "error[" + failure.code() + "]: ") + failure.message());
    Optional.ofNullable(failure.help()).ifPresent(help -> err.println("  help: " + help));
    err.println("  docs: backstay explain " + failure.code());
    trace();
    return ExitCode.FAILED.code();
  }

  private int bug() {
    PrintStream err = console.err();
    err.println(
        console.styled(Console.Style.BAD, "this is a bug in backstay: ") + exception.toString());
    err.println("  Nothing you wrote should end like this. Please report it with the output of");
    err.println("  the same command and --debug, and of backstay version.");
    trace();
    return ExitCode.BUG.code();
  }

  private void trace() {
    if (debug) {
      exception.printStackTrace(console.err());
    }
  }
}
