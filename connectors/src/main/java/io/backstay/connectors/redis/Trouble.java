package io.backstay.connectors.redis;

import io.backstay.spi.Failure;
import io.backstay.spi.Program;
import java.util.List;

/** What a server and its client program complain about, in our words. */
final class Trouble {
  private static final int LINES = 5;

  private Trouble() {}

  /** Whether the password was refused; what is asked after that may be answered all the same. */
  static boolean turnedAway(Program.Exit exit) {
    return exit.stderr().contains("AUTH failed");
  }

  /** There was no answer. */
  static Failure connecting(String where, Program.Exit exit) {
    if (exit.code() == 127) {
      return Failure.of("R431", last(exit))
          .help("Leave `container` out to use the programs of this host.");
    }
    String said = last(exit);
    Failure failure = Failure.of("R430", "no connection to Redis " + where + ": " + said);
    if (turnedAway(exit)) {
      return failure.help("Check `user` and `password` of the source.");
    }
    return said.contains("SSL") || said.contains("certificate")
        ? failure.help("Check the server's certificate, and `sslmode` of the source.")
        : failure.help("Check where the source says it is, and that it runs.").transientOne();
  }

  /** The server has refused a command. */
  static Failure refused(String where, String error) {
    String said = error.replaceAll("^\"|\"$", "");
    if (said.startsWith("NOAUTH")) {
      return Failure.of("R430", "no connection to Redis " + where + ": " + said)
          .help("The server asks for a password: give the source a `password`.");
    }
    Failure failure = Failure.of("R436", "Redis answered: " + said);
    return switch (said.split(" ", 2)[0]) {
      case "NOPERM" -> failure.help("Let the account of the source do that.");
      case "LOADING", "BUSY" -> failure.transientOne();
      default -> failure;
    };
  }

  /** Takes how a program has ended, which was not asked anything. */
  static void judge(Program.Exit exit) {
    if (!exit.ok()) {
      throw exited(exit);
    }
  }

  /** The program did not end well. */
  static Failure exited(Program.Exit exit) {
    String how =
        exit.code() > 128
            ? "was ended by signal " + (exit.code() - 128)
            : "exited with " + exit.code();
    List<String> lines = lines(exit.stderr());
    String said = String.join("; ", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    return Failure.of("R501", "redis-cli " + how + (said.isEmpty() ? "" : ": " + said));
  }

  /** What a program said, line by line. */
  static List<String> lines(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  private static String last(Program.Exit exit) {
    List<String> lines = lines(exit.stderr());
    return lines.isEmpty() ? "exit code " + exit.code() : lines.getLast();
  }
}
