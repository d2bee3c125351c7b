package io.backstay.app;

import io.backstay.spi.Failure;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells people what stopped a verb, in the form that fits whose trouble it is. */
final class Mishap {
  private final Exception exception;
  private final Console console;
  private final Backstay flags;

  Mishap(Exception exception, Console console, Backstay flags) {
    this.exception = exception;
    this.console = console;
    this.flags = flags;
  }

  /**
   * What stopped a verb, for machines.
   *
   * @param error what and why
   */
  record Document(Trouble error) {}

  /**
   * What and why.
   *
   * @param code that {@code backstay explain} knows; null for what needs no explanation
   * @param message one sentence
   * @param help what to do; null when nobody can say
   * @param exit of the process
   */
  record Trouble(@Nullable String code, String message, @Nullable String help, int exit) {}

  private void print(@Nullable String code, String message, @Nullable String help, ExitCode exit) {
    if (flags.output.reports()) {
      List<String> more = help == null ? List.of() : List.of("help: " + help);
      String rule = code == null ? "backstay" : code;
      Diagnostic one = new Diagnostic(rule, message, Diagnostic.Level.ERROR, message, more, null);
      console.out().println(new Report("backstay", List.of(), List.of(one)).in(flags.output));
    } else if (flags.output != Backstay.Output.HUMAN) {
      Document document = new Document(new Trouble(code, message, help, exit.code()));
      console.out().println(Json.line(document));
    }
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
      print(null, message, stop.help(), stop.exit());
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
    print(failure.code(), failure.message(), failure.help(), ExitCode.FAILED);
    trace();
    return ExitCode.FAILED.code();
  }

  private int bug() {
    PrintStream err = console.err();
    err.println(
        console.styled(Console.Style.BAD, "this is a bug in backstay: ") + exception.toString());
    err.println("  Nothing you wrote should end like this. Please report it with the output of");
    err.println("  the same command and --debug, and of backstay version.");
    print("R100", exception.toString(), null, ExitCode.BUG);
    trace();
    return ExitCode.BUG.code();
  }

  private void trace() {
    if (flags.debug) {
      exception.printStackTrace(console.err());
    }
  }
}
