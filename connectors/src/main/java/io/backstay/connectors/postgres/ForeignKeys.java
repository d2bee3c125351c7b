package io.backstay.connectors.postgres;

import io.backstay.connectors.databases.TableName;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The foreign keys of tables whose rows are exchanged, and those that lead to them. They are gone
 * meanwhile, so that nothing cascades and tables can come in any order; the server proves every row
 * of theirs when they are put back, and names the key that does not hold.
 *
 * @param keys each once
 */
record ForeignKeys(List<Key> keys) {
  private static final String AROUND = Sql.file("foreign-keys");

  /**
   * One foreign key.
   *
   * @param table whose it is
   * @param name of the constraint
   * @param definition as the server writes it, every name with its schema
   * @param comment empty when it has none
   */
  record Key(TableName table, String name, String definition, String comment) {}

  /** Looks for them. Wants an empty search path. */
  static ForeignKeys around(SqlSession session, Collection<TableName> tables) {
    Set<Key> keys = new LinkedHashSet<>();
    for (TableName table : tables) {
      String quoted = Sql.quoted(table);
      for (SqlSession.Row row : session.rows(AROUND, quoted, quoted)) {
        TableName owner = new TableName(row.text(0), row.text(1));
        keys.add(new Key(owner, row.text(2), row.text(3), row.text(4)));
      }
    }
    return new ForeignKeys(List.copyOf(keys));
  }

  void drop(SqlSession session) {
    for (Key key : keys) {
      session.run(
          "ALTER TABLE %s DROP CONSTRAINT %s"
              .formatted(Sql.quoted(key.table()), Sql.quoted(key.name())));
    }
  }

  void putBack(SqlSession session) {
    for (Key key : keys) {
      String table = Sql.quoted(key.table());
      session.run(
          "ALTER TABLE %s ADD CONSTRAINT %s %s"
              .formatted(table, Sql.quoted(key.name()), key.definition()));
      if (!key.comment().isEmpty()) {
        String comment = "SELECT format('COMMENT ON CONSTRAINT %I ON %s IS %L', ?, ?, ?)";
        session.run(session.value(comment, key.name(), table, key.comment()));
      }
    }
  }
}
