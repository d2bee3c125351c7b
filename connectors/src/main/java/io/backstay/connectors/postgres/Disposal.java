package io.backstay.connectors.postgres;

import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Request;
import io.backstay.spi.Tools;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * A database that a drill has for itself on a server that others use. It bears a mark from before
 * it has its name: a setting, because settings go along when databases are renamed and replaced.
 * Only what bears the mark is ever dropped, so nothing that somebody else has made can be.
 *
 * @param access how the server is reached
 * @param name of the database
 * @param user our role, who owns it
 */
record Disposal(Access access, String name, String user) {
  /** The debt of a database of a drill. */
  static final String REMOVE = "remove";

  private static final String MARK = "mark";
  private static final String UNNAMED = "unnamed";
  private static final String MARKED =
      """
      SELECT d.datname::text FROM pg_catalog.pg_database d
        JOIN pg_catalog.pg_db_role_setting s ON s.setdatabase = d.oid
      WHERE s.setrole = 0 AND 'application_name=' || ? = ANY (s.setconfig) ORDER BY 1
      """;
  private static final int SHORT = 8;

  /**
   * Finds out that nothing has the name.
   *
   * @param name of the database
   */
  record Absent(String name) implements Request {
    @Override
    public String says() {
      return "not there yet: database " + name;
    }
  }

  /**
   * Makes it.
   *
   * @param name of the database
   */
  record Make(String name) implements Request {
    @Override
    public String says() {
      return "database " + name + ", empty, dropped at the end";
    }
  }

  static List<Op> ops(Ref ref, String name) {
    return List.of(
        new Op.Observe(ref, new Absent(name), null),
        new Op.Owe(ref, REMOVE, List.of(MARK, UNNAMED), null, Op.AtEnd.PAY),
        new Op.Change(ref, Op.Verb.CREATE, new Make(name)));
  }

  Facts absent(Tools tools) {
    try (SqlSession session = beside(tools)) {
      Successor successor = new Successor(session, user);
      if (successor.exists(name)) {
        throw Failure.of("R770", "database `" + name + "` is in the way of a scratch resource")
            .help("Nothing of a drill is there before it begins: give the scratch another name.");
      }
      successor.refuseUnlessCreator();
    }
    String drill = tools.run().id();
    UUID digest = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    return Facts.of(MARK, "backstay drill " + drill)
        .and(Facts.of(UNNAMED, "backstay " + drill + " " + digest.toString().substring(0, SHORT)));
  }

  void make(Tools tools) {
    String unnamed = tools.facts().text(UNNAMED).orElseThrow();
    String mark = tools.facts().text(MARK).orElseThrow();
    try (SqlSession session = beside(tools)) {
      session.run(
          "CREATE DATABASE %s TEMPLATE template0 OWNER %s"
              .formatted(Sql.quoted(unnamed), Sql.quoted(user)));
      session.run(
          session.value(
              "SELECT format('ALTER DATABASE %I SET application_name = %L', ?, ?)", unnamed, mark));
      session.run(
          "ALTER DATABASE %s RENAME TO %s".formatted(Sql.quoted(unnamed), Sql.quoted(name)));
    }
  }

  /** Drops what bears the mark, whatever it is called by now. */
  void remove(Facts facts, Tools tools) {
    try (SqlSession session = beside(tools)) {
      Successor successor = new Successor(session, user);
      session
          .rows(MARKED, facts.text(MARK).orElseThrow())
          .forEach(row -> successor.drop(row.text(0)));
      successor.drop(facts.text(UNNAMED).orElseThrow());
    }
  }

  // Nobody can drop the database they are in.
  private SqlSession beside(Tools tools) {
    return access.session(name.equals("postgres") ? "template1" : "postgres", tools);
  }
}
