package io.backstay.connectors.mariadb;

import io.backstay.connectors.databases.Inventory;
import io.backstay.spi.Failure;
import io.backstay.spi.Program;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What a database has beside tables: views, triggers, routines and events. The server moves none of
 * it to another database, so it is written down as a script and made anew.
 *
 * @param client dumps and makes
 * @param where the server, for messages
 * @param log takes what cannot be written down
 */
record Things(Client client, String where, Consumer<String> log) {
  private static final String FORCE = "--force";
  private static final Map<String, String> DROP =
      Map.of(
          "views",
          "VIEW",
          Catalog.TRIGGERS,
          "TRIGGER",
          "functions",
          "FUNCTION",
          "procedures",
          "PROCEDURE",
          "packages",
          "PACKAGE",
          "events",
          "EVENT");

  /** What moves. */
  static List<String> moving(Map<String, List<String>> things) {
    return Stream.of(Inventory.TABLES, "sequences")
        .flatMap(kind -> things.getOrDefault(kind, List.of()).stream())
        .toList();
  }

  /** What does not, as a script that makes it anew; all of it works. */
  byte[] script(String database, Map<String, List<String>> things) {
    return script(database, things, List.of("--skip-lock-tables"));
  }

  /**
   * The same of a database that may be in ruins: a view of what is gone cannot be made anew, and is
   * only logged.
   */
  byte[] salvaged(String database, Map<String, List<String>> things) {
    return script(database, things, List.of("--skip-lock-tables", FORCE));
  }

  private byte[] script(String database, Map<String, List<String>> things, List<String> how) {
    ByteArrayOutputStream script = new ByteArrayOutputStream();
    List<String> code = new ArrayList<>(how);
    code.addAll(List.of("--no-create-info", "--no-data", "--triggers", "--routines", "--events"));
    code.addAll(List.of("--", database));
    dump(code, script);
    List<String> views = new ArrayList<>(how);
    views.addAll(List.of("--no-data", "--skip-triggers", "--", database));
    views.addAll(things.getOrDefault("views", List.of()));
    if (things.containsKey("views")) {
      dump(views, script);
    }
    return script.toByteArray();
  }

  private void dump(List<String> arguments, ByteArrayOutputStream into) {
    DumpScanner scanner = new DumpScanner();
    try (Program program = client.start(Client.DUMP, arguments)) {
      program.input().close();
      InputStream out = program.output();
      byte[] bytes = out.readAllBytes();
      Program.Exit exit = program.await();
      if (!exit.ok() && (exit.code() > 128 || !arguments.contains(FORCE))) {
        throw Trouble.exited(Client.DUMP, exit);
      }
      Trouble.lines(exit.stderr()).forEach(log);
      scanner.accept(bytes, 0, bytes.length);
      scanner.finish();
      into.writeBytes(bytes);
    } catch (IOException e) {
      throw Failure.of("R501", Client.DUMP + " does not answer: " + e.getMessage()).because(e);
    }
  }

  /** Drops what does not move. */
  void strip(Session session, String database, Map<String, List<String>> things) {
    DROP.forEach(
        (kind, word) ->
            things
                .getOrDefault(kind, List.of())
                .forEach(
                    name ->
                        session.run(
                            "DROP %s IF EXISTS %s".formatted(word, Sql.quoted(database, name)))));
  }

  /** Makes it anew. */
  void make(String database, byte[] script) {
    if (script.length > 0) {
      Script.run(client, database, where, script);
    }
  }
}
