package io.backstay.connectors.postgres;

import io.backstay.connectors.databases.Succession;
import io.backstay.spi.Failure;
import java.util.List;

/**
 * The successor of a database: made empty, and dropped again. The live one is only looked at.
 *
 * @param session on a database that takes no part
 * @param user who will own the successor of nothing
 */
record Successor(SqlSession session, String user) {
  private static final String CREATE = Sql.file("create");
  private static final String CONNECTED =
      """
      SELECT coalesce(nullif(application_name, ''), 'somebody') || ' as ' || coalesce(usename, '?')
      FROM pg_catalog.pg_stat_activity
      WHERE datname = ? AND pid <> pg_backend_pid() AND backend_type = 'client backend'
      """;

  private static final String UNTOUCHED = "backstay: empty, made by run ";
  private static final String NOTED =
      "SELECT 1 FROM pg_catalog.pg_database"
          + " WHERE datname = ? AND shobj_description(oid, 'pg_database') = ?";

  boolean exists(String database) {
    return !session
        .rows("SELECT 1 FROM pg_catalog.pg_database WHERE datname = ?", database)
        .isEmpty();
  }

  /** Refuses what could not be brought to its end. */
  void refuse(Succession plan) {
    refuseUnlessCreator();
    if (exists(plan.previous())) {
      throw Failure.of("R434", "there is a database `" + plan.previous() + "` already");
    }
    if (!plan.terminate()) {
      refuseConnected(plan.live());
    }
  }

  /** Refuses a role that may not make databases. */
  void refuseUnlessCreator() {
    if (!session
        .rows(
            "SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = current_user"
                + " AND NOT (rolcreatedb OR rolsuper)")
        .isEmpty()) {
      throw Failure.of("R434", "role `" + user + "` may not create databases")
          .help("ALTER ROLE … CREATEDB, or name a role that may in `user` of the source.");
    }
  }

  /** Refuses to rename under somebody's feet. */
  void refuseConnected(String database) {
    List<String> connected =
        session.rows(CONNECTED, database).stream().map(row -> row.text(0)).distinct().toList();
    if (!connected.isEmpty()) {
      throw Failure.of(
              "R434",
              "database `%s` is in use by %s".formatted(database, String.join(", ", connected)))
          .help("Stop what uses it, or set `terminate-connections: true`.");
    }
  }

  /**
   * Makes it empty, of the same kind as the live one; whatever bore its name is dropped.
   *
   * @param run by which it is remembered as long as nobody has touched it
   */
  void make(Succession plan, String run) {
    create(plan);
    note(plan.incoming(), UNTOUCHED + run);
  }

  /** Takes it to be filled; it is made anew unless this run has just made it. */
  void take(Succession plan, String run) {
    if (session.rows(NOTED, plan.incoming(), UNTOUCHED + run).isEmpty()) {
      create(plan);
    } else {
      note(plan.incoming(), "");
    }
  }

  private void note(String database, String text) {
    session.run(
        session.value("SELECT format('COMMENT ON DATABASE %I IS %L', ?, ?)", database, text));
  }

  private void create(Succession plan) {
    drop(plan.incoming());
    if (plan.exists()) {
      createLike(plan.incoming(), plan.live());
    } else {
      create(plan.incoming());
    }
  }

  /** Makes an empty database of the same kind as another one. */
  void createLike(String database, String other) {
    session.run(session.value(CREATE, database, other));
  }

  /** Makes an empty database of the server's usual kind. */
  void create(String database) {
    session.run(
        "CREATE DATABASE %s TEMPLATE template0 OWNER %s"
            .formatted(Sql.quoted(database), Sql.quoted(user)));
  }

  /** Drops a database that is not live, with everybody connected to it. */
  void drop(String database) {
    session.run("DROP DATABASE IF EXISTS " + Sql.quoted(database) + " WITH (FORCE)");
  }
}
