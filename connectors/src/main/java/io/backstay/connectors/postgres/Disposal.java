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
 * A database that a drill or a rehearsal has for itself on a server that others use. It bears a
 * mark from before it has its name: a setting, because settings go along when databases are renamed
 * and replaced. Only what bears the mark is ever dropped, so nothing that somebody else has made
 * can be.
 *
 * @param access how the server is reached
 * @param user our role, who owns it
 */
record Disposal(Access access, String user) {
  /** The debt of a database of a drill. */
  static final String REMOVE = "remove";

  private static final String MARK = "mark";
  private static final String UNNAMED = "unnamed";

  /** What paying it needs. */
  static final List<String> FACTS = List.of(MARK, UNNAMED);

  private static final String MARKED =
      """
      SELECT d.datname::text FROM pg_catalog.pg_database d
        JOIN pg_catalog.pg_db_role_setting s ON s.setdatabase = d.oid
      WHERE s.setrole = 0 AND 'application_name=' || ? = ANY (s.setconfig) ORDER BY 1
      """;
  private static final int SHORT = 8;

  /** What it is for. */
  sealed interface Use {
    /** In the place of a real one while a drill lasts. */
    record Drill() implements Use {}

    /**
     * For a dump to be loaded once.
     *
     * @param like the database whose kind it is of
     * @param debt the debt of this rehearsal
     */
    record Rehearsal(String like, String debt) implements Use {}
  }

  /**
   * Finds out that nothing has the name.
   *
   * @param name of the database
   * @param use what it is for
   */
  record Absent(String name, Use use) implements Request {
    @Override
    public String says() {
      return "not there yet: database " + name;
    }
  }

  /**
   * Makes it.
   *
   * @param name of the database
   * @param use what it is for
   */
  record Make(String name, Use use) implements Request {
    @Override
    public String says() {
      return "database " + name + ", empty, dropped at the end";
    }
  }

  static List<Op> ops(Ref ref, String name) {
    Use drill = new Use.Drill();
    return List.of(
        new Op.Observe(ref, new Absent(name, drill), null),
        new Op.Owe(ref, REMOVE, FACTS, null, Op.AtEnd.PAY),
        new Op.Change(ref, Op.Verb.CREATE, new Make(name, drill)));
  }

  /** Refuses a name that something has; what a failed attempt of the same has made is dropped. */
  Facts absent(Ref on, Absent asked, Tools tools) {
    if (asked.use() instanceof Use.Rehearsal rehearsal) {
      tools.debt(on, rehearsal.debt()).ifPresent(facts -> remove(facts, tools));
    }
    String name = asked.name();
    try (SqlSession session = beside(tools)) {
      Successor successor = new Successor(session, user);
      if (successor.exists(name)) {
        throw inTheWay(asked);
      }
      successor.refuseUnlessCreator();
    }
    UUID digest = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    String unnamed = tools.run().id() + " " + digest.toString().substring(0, SHORT);
    String what = asked.use() instanceof Use.Drill ? "drill " : "rehearsal ";
    return Facts.of(MARK, "backstay " + what + unnamed)
        .and(Facts.of(UNNAMED, "backstay " + unnamed));
  }

  private static Failure inTheWay(Absent asked) {
    String there = "database `" + asked.name() + "` is in the way of a ";
    return switch (asked.use()) {
      case Use.Drill drill ->
          Failure.of("R770", there + "scratch resource")
              .help("Nothing of a drill is there before it begins: give the scratch another name.");
      case Use.Rehearsal rehearsal ->
          Failure.of("R434", there + "rehearsal")
              .help("A rehearsal touches nothing that is there: give its database another name.");
    };
  }

  void make(Make asked, Tools tools) {
    String unnamed = tools.facts().text(UNNAMED).orElseThrow();
    String mark = tools.facts().text(MARK).orElseThrow();
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

  private void create(SqlSession session, String unnamed, Use use) {
    Successor successor = new Successor(session, user);
    if (use instanceof Use.Rehearsal rehearsal && successor.exists(rehearsal.like())) {
      successor.createLike(unnamed, rehearsal.like());
    } else {
      successor.create(unnamed);
    }
  }

  /** Drops what bears the mark, whatever it is called by now. */
  void remove(Facts facts, Tools tools) {
    try (SqlSession session = beside(tools)) {
      Successor successor = new Successor(session, user);
      session
          .rows(MARKED, facts.text(MARK).orElseThrow())
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
