package io.backstay.connectors.postgres;

import io.backstay.spi.Failure;
import io.backstay.spi.Program;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Brings rows from one database of a server to another, in the text that {@code COPY} gives and
 * takes.
 *
 * @param client programs that reach both
 * @param from name of the database they are in
 * @param to session in the other, which stops at errors
 */
record Rows(Client client, String from, PsqlSession to) {
  /** Settings under which every value is written so that it is read back the same. */
  static final List<String> EXACTLY =
      List.of(
          "SET search_path = ''",
          "SET datestyle = 'ISO'",
          "SET intervalstyle = 'postgres'",
          "SET extra_float_digits = 3",
          "SET xmloption = 'content'",
          "SET row_security = off",
          "SET client_min_messages = 'warning'");

  private static final List<String> ARGUMENTS =
      List.of("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1");

  /** Copies all rows of a table into the one that bears its name there. */
  void copy(Anatomy table) {
    String columns = table.copied();
    String listed = columns.isEmpty() ? "" : " (" + columns + ")";
    try (Program psql = client.start(from, "psql", ARGUMENTS)) {
      ask(psql, "COPY (SELECT %s FROM %s) TO STDOUT".formatted(columns, table.only()));
      to.copy("COPY %s%s FROM STDIN".formatted(Sql.quoted(table.table()), listed), psql.output());
      Program.Exit exit = psql.await();
      if (!exit.ok()) {
        throw Trouble.exited("psql", exit);
      }
    } catch (IOException e) {
      throw Failure.of("R439", "rows of %s cannot be read".formatted(table.table())).because(e);
    }
  }

  private static void ask(Program psql, String copy) throws IOException {
    String script = String.join(";\n", EXACTLY) + ";\n" + copy + ";\n";
    try (OutputStream in = psql.input()) {
      in.write(script.getBytes(StandardCharsets.UTF_8));
    }
  }
}
