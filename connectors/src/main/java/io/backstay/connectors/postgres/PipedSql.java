package io.backstay.connectors.postgres;

import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Program;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Runs statements of a drill as somebody would who pipes them into psql: their text is its input,
 * in one transaction, and commands of psql among them are refused.
 *
 * @param access how the server is reached
 * @param database where they are run
 */
record PipedSql(Access access, String database) {
  private static final Pattern PLACE_IN_INPUT = Pattern.compile("psql:<stdin>:\\d+: ");

  Facts run(String sql, Tools tools) {
    Client client;
    try (SqlSession session = access.session(database, tools)) {
      client = access.client(new Catalog(session).version(), tools);
    }
    Script.refuseUnlessRestricted(client.version());
    try (Program psql = client.start(database, "psql", Script.ARGUMENTS)) {
      String proof = fed(psql, sql);
      String said = new String(psql.output().readAllBytes(), StandardCharsets.UTF_8);
      Program.Exit exit = psql.await();
      Trouble.lines(exit.stderr()).forEach(tools::log);
      if (!exit.ok() || !said.strip().endsWith(proof)) {
        throw refused(exit);
      }
      return Facts.NONE;
    } catch (IOException e) {
      throw Failure.of("R436", "psql does not answer: " + e.getMessage()).because(e);
    }
  }

  private static String fed(Program psql, String sql) throws IOException {
    Script script = new Script(psql.input());
    try {
      script.begin();
      script.statements(sql);
      return script.commitAloud();
    } catch (Script.Gone e) {
      throw refused(psql.await());
    }
  }

  private static Failure refused(Program.Exit exit) {
    String said = PLACE_IN_INPUT.matcher(Trouble.tail(exit.stderr())).replaceAll("");
    return Trouble.asking(null, said.isEmpty() ? "the statements were not committed" : said);
  }
}
