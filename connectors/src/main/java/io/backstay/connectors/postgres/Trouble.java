package io.backstay.connectors.postgres;

import io.backstay.spi.Failure;
import io.backstay.spi.Program;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the server and its programs complain about, in our words. */
final class Trouble {
  private static final int LINES = 5;

  /** What a program asks before it reads the password from its input. */
  private static final String PROMPT = "Password: ";

  private Trouble() {}

  /** A connection did not come about. */
  static Failure connecting(Server server, String database, SQLException cause) {
    String state = String.valueOf(cause.getSQLState());
    Failure failure =
        Failure.of(
                "R430",
                "cannot connect to database `%s` %s as `%s`: %s"
                    .formatted(
                        database, server.where(), server.user(), oneLine(cause.getMessage())))
            .because(cause);
    return switch (state) {
      case "28P01", "28000" ->
          failure.help("Check `user` and `password` of the source, and pg_hba.conf of the server.");
      case "3D000" -> failure.help("Create the database, or correct `database` of the source.");
      case "57P03" -> failure.transientOne().help("Wait until the server has started.");
      case "53300" -> failure.transientOne().help("Too many are connected; try again later.");
      default -> {
        Failure unreached =
            failure.help("Check `host` and `port` of the source, and that it runs.");
        yield state.startsWith("08") ? unreached.transientOne() : unreached;
      }
    };
  }

  /** The server refused a statement, or is gone. */
  static Failure asking(@Nullable String state, @Nullable String message) {
    String code = state == null ? "" : state;
    Failure failure = Failure.of("R436", "PostgreSQL answered: " + oneLine(message));
    return switch (code.length() < 2 ? "" : code.substring(0, 2)) {
      case "08", "53", "57" -> failure.transientOne();
      case "40" -> failure.transientOne();
      case "55" -> failure.transientOne().help("Something else holds a lock; try again later.");
      case "42" ->
          code.equals("42501")
              ? failure.help("Grant the role what it lacks, or name another `user`.")
              : failure;
      default -> failure;
    };
  }

  /** A program did not end well. */
  static Failure exited(String program, Program.Exit exit) {
    String how =
        exit.code() > 128
            ? "was ended by signal " + (exit.code() - 128)
            : "exited with " + exit.code();
    String said = tail(exit.stderr());
    Failure failure = Failure.of("R501", program + " " + how + (said.isEmpty() ? "" : ": " + said));
    return said.contains("row-level security")
        ? failure.help("Dump as a role that sees every row: an owner with BYPASSRLS.")
        : failure;
  }

  /** A program that loads a dump beside the live database did not end well. */
  static Failure loading(String program, Program.Exit exit) {
    Failure failure = exited(program, exit);
    String message = failure.message();
    if (message.contains("role ") && message.contains("does not exist")) {
      return failure.help("Create the roles the dump names on this server first.");
    }
    if (message.contains("extension") && message.contains("not available")) {
      return failure.help("The server lacks the extension; use an image that has it.");
    }
    return failure.help("Nothing live was touched; what was loaded beside it is dropped.");
  }

  /** What a program said, line by line. */
  static List<String> lines(String stderr) {
    return stderr.replace(PROMPT, "").lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
  }

  /** The last lines of what a program said. */
  static String tail(String stderr) {
    List<String> lines = lines(stderr);
    return String.join("; ", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
  }

  private static String oneLine(@Nullable String message) {
    return message == null ? "no reason given" : message.strip().replaceAll("\\s*\n\\s*", "; ");
  }
}
