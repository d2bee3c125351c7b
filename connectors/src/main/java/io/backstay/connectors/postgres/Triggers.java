package io.backstay.connectors.postgres;

import io.backstay.connectors.databases.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The triggers of tables whose rows are exchanged. What they did for these rows is in the dump
 * already; they keep quiet meanwhile.
 *
 * @param triggers those that would fire
 */
record Triggers(List<Trigger> triggers) {
  private static final String AWAKE =
      """
      SELECT tgname::text, tgenabled::text FROM pg_catalog.pg_trigger t
      WHERE tgrelid = pg_catalog.to_regclass(?) AND tgenabled <> 'D'
        AND (tgconstraint = 0 OR EXISTS (SELECT FROM pg_catalog.pg_constraint c
          WHERE c.oid = t.tgconstraint AND c.contype = 't'))
      ORDER BY 1
      """;

  /**
   * One trigger.
   *
   * @param table whose it is
   * @param name its name
   * @param enabled the word that enables it as it was
   */
  record Trigger(TableName table, String name, String enabled) {}

  /** Looks for them. */
  static Triggers of(SqlSession session, Collection<TableName> tables) {
    List<Trigger> triggers = new ArrayList<>();
    for (TableName table : tables) {
      for (SqlSession.Row row : session.rows(AWAKE, Sql.quoted(table))) {
        triggers.add(new Trigger(table, row.text(0), enabling(row.text(1))));
      }
    }
    return new Triggers(List.copyOf(triggers));
  }

  private static String enabling(String state) {
    return switch (state) {
      case "A" -> "ENABLE ALWAYS";
      case "R" -> "ENABLE REPLICA";
      default -> "ENABLE";
    };
  }

  void silence(SqlSession session) {
    triggers.forEach(trigger -> alter(session, trigger, "DISABLE"));
  }

  void wake(SqlSession session) {
    triggers.forEach(trigger -> alter(session, trigger, trigger.enabled()));
  }

  private static void alter(SqlSession session, Trigger trigger, String word) {
    session.run(
        "ALTER TABLE ONLY %s %s TRIGGER %s"
            .formatted(Sql.quoted(trigger.table()), word, Sql.quoted(trigger.name())));
  }
}
