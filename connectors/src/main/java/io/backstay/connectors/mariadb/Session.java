package io.backstay.connectors.mariadb;

import io.backstay.spi.Failure;
import io.backstay.spi.Program;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One connection to a server through a child {@code mariadb}. It ends at the first thing the server
 * refuses. Values, and statements that are not our own, travel as hexadecimal text that the server
 * turns back: nothing in them can be taken for a command of the program.
 */
final class Session implements AutoCloseable {
  /** Arguments of a program that takes statements and no commands. */
  static final List<String> ARGUMENTS =
      List.of(
          "--batch",
          "--binary-mode",
          "--skip-column-names",
          "--unbuffered",
          "--skip-reconnect",
          "--skip-auto-rehash",
          "--local-infile=0",
          "--max-allowed-packet=1G");

  /** A question mark, unless it belongs to a text or to a name. */
  private static final Pattern PLACE = Pattern.compile("'[^']*'|`[^`]*`|\\?");

  private static final Pattern QUESTION =
      Pattern.compile("\\s*\\(*\\s*(select|with|values|show)\\b.*", flags());
  private static final Pattern FILE = Pattern.compile(".*\\binto\\s+(out|dump)file\\b.*", flags());

  private final Program program;
  private final InputStream out;
  private final String mark = UUID.randomUUID().toString();
  private final String where;
  private Brand server = Brand.MARIADB;
  private boolean waiting;

  private Session(Program program, String where) {
    this.program = program;
    this.out = new BufferedInputStream(program.output(), 64 << 10);
    this.where = where;
  }

  private static int flags() {
    return Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
  }

  /**
   * Connects, to no database in particular.
   *
   * @param where the server, for messages
   * @throws Failure when the server does not let us in
   */
  static Session open(Client client, String where) {
    return opened(client, ARGUMENTS, where);
  }

  /** Connects to a database. */
  static Session open(Client client, String database, String where) {
    List<String> arguments = new ArrayList<>(ARGUMENTS);
    arguments.add("--database=" + database);
    return opened(client, arguments, where + ", database `" + database + "`");
  }

  private static Session opened(Client client, List<String> arguments, String where) {
    Session session = new Session(client.start(Client.STATEMENTS, arguments), where);
    try {
      session.run("SET lock_wait_timeout = 60");
      String version = session.value("SELECT VERSION()");
      client.demand(version);
      session.server = Brand.of(version);
      if (client.demandsTls()) {
        session.refuseInTheClear();
      }
      return session;
    } catch (Failure e) {
      session.close();
      throw e;
    }
  }

  /** Whose server it is. */
  Brand server() {
    return server;
  }

  private void refuseInTheClear() {
    if (rows("SHOW SESSION STATUS LIKE 'Ssl_cipher'").getFirst().get(1).isEmpty()) {
      throw Failure.of("R430", "no connection to MariaDB " + where + ": the server offers no TLS")
          .help("Give it a certificate, or leave `sslmode` out of the source.");
    }
  }

  /**
   * The rows of a query, NULL as the text {@code NULL}.
   *
   * @param sql our own text; each {@code ?} stands for a value
   * @param values texts the server never reads as SQL
   * @throws Failure when the server refuses or is gone
   */
  List<List<String>> rows(String sql, String... values) {
    return ask(filled(sql, values));
  }

  /** The first value of the first row. */
  String value(String sql, String... values) {
    List<List<String>> rows = rows(sql, values);
    if (rows.isEmpty()) {
      throw Failure.of("R436", "MariaDB answered nothing to a question that has an answer");
    }
    return rows.getFirst().getFirst();
  }

  /** Does a statement that gives no rows. */
  void run(String sql, String... values) {
    ask(filled(sql, values));
  }

  /** Does a statement out of a plan, exactly as it is; one, for the server takes no more. */
  List<List<String>> runForeign(String statement) {
    String text = statement.strip().replaceAll(";\\s*$", "");
    return ask(
        "SET @backstay = "
            + Sql.text(text)
            + ";\nPREPARE backstay FROM @backstay;\nEXECUTE backstay");
  }

  /** Asks a question out of a plan, which can change nothing. */
  List<List<String>> question(String query) {
    // Statements that make and drop things end a transaction that only reads, and are done.
    if (!QUESTION.matcher(query).matches() || FILE.matcher(query).matches()) {
      throw Failure.of("R436", "a question begins with SELECT, WITH, VALUES or SHOW")
          .help("Ask for one value, and write nothing.");
    }
    run("START TRANSACTION READ ONLY");
    return runForeign(query);
  }

  private static String filled(String sql, String... values) {
    Iterator<String> left = List.of(values).iterator();
    String filled =
        PLACE
            .matcher(sql)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        found.group().equals("?") ? Sql.text(left.next()) : found.group()));
    if (left.hasNext()) {
      throw new IllegalArgumentException("more values than places");
    }
    return filled;
  }

  private synchronized List<List<String>> ask(String sql) {
    waiting = true;
    try {
      String input = sql.strip() + "\n;\nSELECT '" + mark + "';\n";
      program.input().write(input.getBytes(StandardCharsets.UTF_8));
      program.input().flush();
      return answer();
    } catch (IOException e) {
      throw lost().because(e);
    }
  }

  private List<List<String>> answer() throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (String line = line(); !line.equals(mark); line = line()) {
      rows.add(Arrays.stream(line.split("\t", -1)).map(Session::plain).toList());
    }
    waiting = false;
    return rows;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = out.read(); next != '\n'; next = out.read()) {
      if (next < 0) {
        throw lost();
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  private static String plain(String cell) {
    if (cell.indexOf('\\') < 0) {
      return cell;
    }
    StringBuilder plain = new StringBuilder();
    for (int at = 0; at < cell.length(); at++) {
      char here = cell.charAt(at);
      boolean escaped = here == '\\' && at + 1 < cell.length();
      plain.append(escaped ? meant(cell.charAt(++at)) : here);
    }
    return plain.toString();
  }

  private static char meant(char escaped) {
    return switch (escaped) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case '0' -> '\0';
      default -> escaped;
    };
  }

  private Failure lost() {
    return Trouble.asking(where, program.await());
  }

  @Override
  public void close() {
    try (program) {
      if (!waiting) {
        program.input().close();
        program.await();
      }
    } catch (IOException | Failure e) {
      // What the session was for has been done or has failed already.
      return;
    }
  }
}
