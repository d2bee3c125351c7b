package io.backstay.connectors.postgres;

import io.backstay.spi.Failure;
import io.backstay.spi.Program;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A session through a child {@code psql}, for servers that only its neighbours can reach.
 *
 * <p>Values, and statements that are not our own, travel as hexadecimal text that the server turns
 * back: nothing in them can be taken for a command of psql.
 */
final class PsqlSession implements SqlSession {
  /** A question mark, unless it belongs to a text or to a name. */
  private static final Pattern PLACE = Pattern.compile("'[^']*'|\"[^\"]*\"|\\?");

  private static final Pattern PLACE_IN_INPUT = Pattern.compile("psql:<stdin>:\\d+: ");
  private static final int STOPPED = 3;

  private final Program psql;
  private final OutputStream in;
  private final BufferedReader out;
  private final String mark;
  private final String where;
  private final Csv csv;
  private boolean waiting;

  private PsqlSession(Program psql, String mark, String where) {
    this.psql = psql;
    this.in = psql.input();
    this.out = new BufferedReader(new InputStreamReader(psql.output(), StandardCharsets.UTF_8));
    this.mark = mark;
    this.where = where;
    this.csv = new Csv("null " + mark);
  }

  /**
   * Connects.
   *
   * @param where the server, for messages
   * @throws Failure when the server does not let us in
   */
  static PsqlSession open(Client client, String database, String where) {
    String mark = UUID.randomUUID().toString();
    List<String> arguments =
        List.of("--no-psqlrc", "--quiet", "--tuples-only", "--csv", "--pset=null=null " + mark);
    Program psql = client.start(database, "psql", arguments);
    PsqlSession session = new PsqlSession(psql, mark, where + ", database `" + database + "`");
    try {
      session.run("SELECT 1");
      return session;
    } catch (Failure e) {
      session.close();
      throw e;
    }
  }

  @Override
  public List<Row> rows(String sql, String... values) {
    return csv.rows(answer(filled(sql, values)));
  }

  @Override
  public void run(String sql, String... values) {
    answer(filled(sql, values));
  }

  @Override
  public void runForeign(String statement) {
    ask("SELECT " + text(statement) + " \\gexec\n");
  }

  /**
   * Ends the session at the first thing that goes wrong from now on, with the server's own words;
   * its transaction is rolled back. Otherwise rows that a refused {@code COPY} has not taken would
   * be read as statements.
   */
  void stopAtErrors() {
    ask("\\set ON_ERROR_STOP on\n");
  }

  /**
   * Hands rows to a {@code COPY … FROM STDIN}, in a session that stops at errors.
   *
   * @param sql our own text
   * @param rows as {@code COPY … TO STDOUT} gives them as text
   * @throws Failure when the server refuses one of them
   * @throws IOException when they cannot be read
   */
  synchronized void copy(String sql, InputStream rows) throws IOException {
    send(sql + ";\n");
    byte[] buffer = new byte[256 << 10];
    for (int read = rows.read(buffer); read >= 0; read = rows.read(buffer)) {
      send(buffer, read);
    }
    ask("\\.\n");
  }

  private static String filled(String sql, String... values) {
    Iterator<String> left = List.of(values).iterator();
    String filled =
        PLACE
            .matcher(sql)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        found.group().equals("?") && left.hasNext()
                            ? text(left.next())
                            : found.group()));
    if (left.hasNext()) {
      throw new IllegalArgumentException("more values than places");
    }
    return filled;
  }

  private static String text(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return "pg_catalog.convert_from(pg_catalog.decode('%s', 'hex'), 'UTF8')"
        .formatted(HexFormat.of().formatHex(bytes));
  }

  private String answer(String sql) {
    return ask(sql + "\n;\n");
  }

  private synchronized String ask(String input) {
    send(input + "\\echo " + mark + " :ERROR :SQLSTATE\n");
    StringBuilder answer = new StringBuilder();
    String end = readTo(mark, answer);
    String[] said = end.split(" ");
    if (said.length > 1 && said[1].equals("true")) {
      throw Trouble.asking(said.length > 2 ? said[2] : "", lastError());
    }
    return answer.toString();
  }

  private String lastError() {
    send("\\echo :LAST_ERROR_MESSAGE\n\\echo " + mark + "\n");
    StringBuilder message = new StringBuilder();
    readTo(mark, message);
    return message.toString();
  }

  private void send(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    send(bytes, bytes.length);
  }

  private void send(byte[] bytes, int length) {
    waiting = true;
    try {
      in.write(bytes, 0, length);
      in.flush();
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private String readTo(String wanted, StringBuilder before) {
    try {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith(wanted)) {
          waiting = false;
          return line;
        }
        before.append(line).append('\n');
      }
    } catch (IOException e) {
      throw lost(e);
    }
    throw lost(new IOException("psql has ended"));
  }

  // Whatever broke, psql's own last words say it better than a broken pipe.
  private Failure lost(IOException cause) {
    Program.Exit exit = psql.await();
    String said = Trouble.tail(exit.stderr());
    if (exit.code() == STOPPED) {
      return Trouble.asking(null, PLACE_IN_INPUT.matcher(said).replaceAll("")).because(cause);
    }
    String why = said.isEmpty() ? String.valueOf(cause.getMessage()) : said;
    return Failure.of("R430", "no connection to PostgreSQL " + where + ": " + why)
        .because(cause)
        .help("Check `user`, `password` and `database` of the source, and that the server runs.");
  }

  @Override
  public void close() {
    try (psql) {
      if (!waiting) {
        in.close();
        psql.await();
      }
    } catch (IOException | Failure e) {
      // What the session was for has been done or has failed already.
      return;
    }
  }
}
