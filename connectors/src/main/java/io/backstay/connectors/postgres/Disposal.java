package io.backstay.connectors.postgres;

import io.backstay.connectors.databases.Temporary;
import io.backstay.spi.Facts;
import io.backstay.spi.Ref;
import io.backstay.spi.Tools;
import java.util.List;

/**
 * A database that a drill or a rehearsal has for itself. Its mark is a setting, because settings go
 * along when databases are renamed and replaced.
 *
 * @param access how the server is reached
 * @param user our role, who owns it
 */
record Disposal(Access access, String user) {
  private static final String UNNAMED = "unnamed";

  /** What paying it needs. */
  static final List<String> FACTS = List.of(Temporary.MARK, UNNAMED);

  private static final String MARKED =
      """
      SELECT d.datname::text FROM pg_catalog.pg_database d
        JOIN pg_catalog.pg_db_role_setting s ON s.setdatabase = d.oid
      WHERE s.setrole = 0 AND 'application_name=' || ? = ANY (s.setconfig) ORDER BY 1
      """;

  /** Refuses a name that something has; what a failed attempt of the same has made is dropped. */
  Facts absent(Ref on, Temporary.Absent asked, Tools tools) {
    if (asked.use() instanceof Temporary.Use.Rehearsal rehearsal) {
      tools.debt(on, rehearsal.debt()).ifPresent(facts -> remove(facts, tools));
    }
    String name = asked.name();
    try (SqlSession session = beside(tools)) {
      Successor successor = new Successor(session, user);
      if (successor.exists(name)) {
        throw asked.inTheWay();
      }
      successor.refuseUnlessCreator();
    }
    return Facts.of(Temporary.MARK, asked.mark(tools))
        .and(Facts.of(UNNAMED, "backstay " + asked.own(tools)));
  }

  void make(Temporary.Make asked, Tools tools) {
    String unnamed = tools.facts().text(UNNAMED).orElseThrow();
    String mark = tools.facts().text(Temporary.MARK).orElseThrow();
    try (SqlSession session = beside(tools)) {
      create(session, unnamed, asked.use());
      session.run(
          session.value(
              "SELECT format('ALTER DATABASE %I SET application_name = %L', ?, ?)", unnamed, mark));
      session.run(
          "ALTER DATABASE %s RENAME TO %s"
              .formatted(Sql.quoted(unnamed), Sql.quoted(asked.name())));
    }
  }

  private void create(SqlSession session, String unnamed, Temporary.Use use) {
    Successor successor = new Successor(session, user);
    if (use instanceof Temporary.Use.Rehearsal rehearsal && successor.exists(rehearsal.like())) {
      successor.createLike(unnamed, rehearsal.like());
    } else {
      successor.create(unnamed);
    }
  }

  /** Fails when it is not there any more. */
  void find(String name, Tools tools) {
    try (SqlSession session = access.session(name, tools)) {
      session.value("SELECT 1");
    }
  }

  /** Drops what bears the mark, whatever it is called by now. */
  void remove(Facts facts, Tools tools) {
    try (SqlSession session = beside(tools)) {
      Successor successor = new Successor(session, user);
      session
          .rows(MARKED, facts.text(Temporary.MARK).orElseThrow())
          .forEach(
              row -> {
                successor.drop(row.text(0));
                access.sweep(row.text(0), tools);
              });
      successor.drop(facts.text(UNNAMED).orElseThrow());
    }
  }

  // Nobody can drop the database they are in.
  private SqlSession beside(Tools tools) {
    return access.session("postgres", tools);
  }
}
