package io.backstay.connectors.mariadb;

import io.backstay.spi.Failure;
import io.backstay.spi.Program;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the server and its programs complain about, in our words. */
final class Trouble {
  private static final Pattern ERROR = Pattern.compile("ERROR (\\d+)(?: \\(\\w+\\))?[^:]*: (.*)");
  private static final Set<Integer> REFUSED = Set.of(1044, 1045, 1130, 1698);
  private static final Set<Integer> FOREIGN = Set.of(2059, 2061);
  private static final Set<Integer> UNREACHED = Set.of(1040, 1203, 2002, 2003, 2005);
  private static final Set<Integer> PASSING = Set.of(1053, 1205, 1213, 2006, 2013, 3024);
  private static final int NO_DATABASE = 1049;
  private static final int TLS = 2026;
  private static final int LINES = 5;

  private Trouble() {}

  /** A program that takes statements has ended in the middle. */
  static Failure asking(String where, Program.Exit exit) {
    String said = last(exit.stderr());
    Matcher error = ERROR.matcher(said);
    if (!error.matches()) {
      String why = said.isEmpty() ? "exit code " + exit.code() : said;
      return Failure.of("R430", "no connection to MariaDB " + where + ": " + why);
    }
    int number = Integer.parseInt(error.group(1));
    String message = error.group(2);
    if (number == NO_DATABASE
        || number == TLS
        || REFUSED.contains(number)
        || FOREIGN.contains(number)
        || UNREACHED.contains(number)) {
      return connecting(number, "no connection to MariaDB " + where + ": " + message);
    }
    Failure failure = Failure.of("R436", "MariaDB answered: " + message);
    return PASSING.contains(number) ? failure.transientOne() : failure;
  }

  private static Failure connecting(int number, String message) {
    Failure failure = Failure.of("R430", message);
    if (number == NO_DATABASE) {
      return failure.help("Create the database, or correct `database` of the source.");
    }
    if (number == TLS) {
      return failure.help("Check the server's certificate, and `sslmode` of the source.");
    }
    if (FOREIGN.contains(number)) {
      return failure.help(
          "The programs do not know how this account logs in: name those of MariaDB for MariaDB, and"
              + " those of MySQL for MySQL, in `tools`.");
    }
    return REFUSED.contains(number)
        ? failure.help("Check `user` and `password` of the source, and what the account may do.")
        : failure.help("Check where the source says it is, and that it runs.").transientOne();
  }

  /** A program did not end well. */
  static Failure exited(String program, Program.Exit exit) {
    String how =
        exit.code() > 128
            ? "was ended by signal " + (exit.code() - 128)
            : "exited with " + exit.code();
    List<String> lines = lines(exit.stderr());
    String said = String.join("; ", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    return Failure.of("R501", program + " " + how + (said.isEmpty() ? "" : ": " + said));
  }

  /** What a program said, line by line. */
  static List<String> lines(String stderr) {
    return stderr.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  private static String last(String stderr) {
    List<String> lines = lines(stderr);
    return lines.stream()
        .filter(line -> line.startsWith("ERROR "))
        .reduce((first, second) -> second)
        .orElse(lines.isEmpty() ? "" : lines.getLast());
  }
}
