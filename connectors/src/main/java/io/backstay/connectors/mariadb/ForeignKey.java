package io.backstay.connectors.mariadb;

import io.backstay.spi.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * A foreign key, which the server does not check when rows are exchanged.
 *
 * @param name of the constraint
 * @param child the table that refers, quoted
 * @param parent the table it refers to, quoted
 * @param columns of the one and of the other, quoted
 */
record ForeignKey(String name, String child, String parent, List<Pair> columns) {
  private static final String AROUND =
      """
      SELECT constraint_name, table_schema, table_name, referenced_table_schema,
        referenced_table_name, column_name, referenced_column_name
      FROM information_schema.key_column_usage
      WHERE referenced_table_name IS NOT NULL
        AND (BINARY table_schema = BINARY ? AND BINARY table_name = BINARY ?
          OR BINARY referenced_table_schema = BINARY ? AND BINARY referenced_table_name = BINARY ?)
      ORDER BY table_schema, table_name, constraint_name, ordinal_position
      """;

  /**
   * A column and what it refers to.
   *
   * @param child the one
   * @param parent the other
   */
  record Pair(String child, String parent) {}

  /** Those that have to do with any of these tables, each once. */
  static List<ForeignKey> of(Session session, String database, List<String> tables) {
    Map<List<String>, ForeignKey> keys = new LinkedHashMap<>();
    for (String table : tables) {
      Map<List<String>, ForeignKey> of = new LinkedHashMap<>();
      for (List<String> row : session.rows(AROUND, database, table, database, table)) {
        of.computeIfAbsent(row.subList(0, 3), name -> begun(row))
            .columns
            .add(new Pair(Sql.quoted(row.get(5)), Sql.quoted(row.get(6))));
      }
      keys.putAll(of);
    }
    return List.copyOf(keys.values());
  }

  private static ForeignKey begun(List<String> row) {
    return new ForeignKey(
        row.get(0),
        Sql.quoted(row.get(1), row.get(2)),
        Sql.quoted(row.get(3), row.get(4)),
        new ArrayList<>());
  }

  /** Refuses rows that refer to none; whoever would make such rows meanwhile has to wait. */
  void demand(Session session) {
    String orphan =
        "SELECT CONCAT_WS(', ', %s) FROM %s c LEFT JOIN %s p ON %s WHERE %s AND %s LIMIT 1 LOCK IN SHARE MODE"
            .formatted(
                each(", ", (c, p) -> c),
                child,
                parent,
                each(" AND ", (c, p) -> c + " = " + p),
                each(" AND ", (c, p) -> c + " IS NOT NULL"),
                each(" AND ", (c, p) -> p + " IS NULL"));
    List<List<String>> rows = session.rows(orphan);
    if (!rows.isEmpty()) {
      throw Failure.of(
              "R434",
              "`%s` would be broken: rows of %s refer to none of %s, such as %s"
                  .formatted(name, child, parent, rows.getFirst().getFirst()))
          .help("Nothing live was touched. Load these tables together with those they belong to.");
    }
  }

  private String each(String between, BiFunction<String, String, String> said) {
    return String.join(
        between,
        columns.stream().map(pair -> said.apply("c." + pair.child, "p." + pair.parent)).toList());
  }
}
