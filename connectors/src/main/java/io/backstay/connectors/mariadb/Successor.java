package io.backstay.connectors.mariadb;

import io.backstay.connectors.databases.Succession;
import io.backstay.spi.Failure;
import java.util.List;
import java.util.Optional;

/**
 * Databases that are made and dropped beside a live one, which is only looked at.
 *
 * @param session anywhere on the server
 */
record Successor(Session session) {
  private static final String CONNECTED =
      """
      SELECT DISTINCT CONCAT(user, '@', SUBSTRING_INDEX(host, ':', 1))
      FROM information_schema.processlist
      WHERE BINARY db = BINARY ? AND id <> CONNECTION_ID() ORDER BY 1
      """;
  private static final String KILLED =
      "SELECT id FROM information_schema.processlist"
          + " WHERE BINARY db = BINARY ? AND id <> CONNECTION_ID()";
  private static final String KIND =
      """
      SELECT default_character_set_name, default_collation_name FROM information_schema.schemata
      WHERE BINARY schema_name = BINARY ?
      """;
  private static final String REFERRING =
      """
      SELECT DISTINCT CONCAT(constraint_schema, '.', table_name)
      FROM information_schema.referential_constraints
      WHERE BINARY unique_constraint_schema = BINARY ? AND BINARY constraint_schema <> BINARY ?
      """;

  boolean exists(String database) {
    return new Catalog(session, database).exists();
  }

  /** Refuses what could not be brought to its end. */
  void refuse(Succession plan) {
    if (exists(plan.previous())) {
      throw Failure.of("R434", "there is a database `" + plan.previous() + "` already");
    }
    List<String> referring = names(REFERRING, plan.live(), plan.live());
    if (!referring.isEmpty()) {
      throw Failure.of(
              "R434",
              "tables of other databases refer to `%s`: %s"
                  .formatted(plan.live(), String.join(", ", referring)))
          .help("Their foreign keys would follow the old tables; drop those first.");
    }
    if (!plan.terminate()) {
      refuseConnected(plan.live());
    }
  }

  /** Refuses to rename under somebody's feet. */
  void refuseConnected(String database) {
    List<String> connected = names(CONNECTED, database);
    if (!connected.isEmpty()) {
      throw Failure.of(
              "R434",
              "database `%s` is in use by %s".formatted(database, String.join(", ", connected)))
          .help("Stop what uses it, or set `terminate-connections: true`.");
    }
  }

  private List<String> names(String query, String... values) {
    return session.rows(query, values).stream().map(List::getFirst).toList();
  }

  /** Ends the sessions on a database; one that has just ended ends this one, too. */
  void showOut(String database) {
    names(KILLED, database).forEach(id -> session.run("KILL " + Long.parseLong(id)));
  }

  /** Makes an empty database; whatever bore its name is dropped. */
  void createAnew(String database, String like) {
    drop(database);
    createLike(database, like);
  }

  /**
   * Makes an empty database of the same kind as another one, whose mark it takes over, or of the
   * server's usual kind.
   */
  void createLike(String database, String like) {
    create(database, like, new Marks(session).of(like));
  }

  /** The same with a mark, without which it never exists. */
  void create(String database, String like, Optional<String> mark) {
    List<List<String>> kind = session.rows(KIND, like);
    String create = "CREATE DATABASE " + Sql.quoted(database);
    if (!kind.isEmpty()) {
      create +=
          " CHARACTER SET %s COLLATE %s"
              .formatted(word(kind.getFirst().get(0)), word(kind.getFirst().get(1)));
    }
    session.run(create + mark.map(Marks::clause).orElse(""));
  }

  private static String word(String name) {
    if (!name.matches("\\w+")) {
      throw new IllegalStateException("no name of a character set: " + name);
    }
    return name;
  }

  /** Drops a database that is not live. */
  void drop(String database) {
    session.run("DROP DATABASE IF EXISTS " + Sql.quoted(database));
  }
}
