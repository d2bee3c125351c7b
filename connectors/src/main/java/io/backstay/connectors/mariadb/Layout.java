package io.backstay.connectors.mariadb;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the rows of a table consist of.
 *
 * @param columns in their order
 */
record Layout(List<Column> columns) {
  private static final String COLUMNS =
      """
      SELECT column_name, CONCAT_WS(' ', column_type, character_set_name),
        COALESCE(generation_expression, '') <> ''
      FROM information_schema.columns
      WHERE table_schema = ? AND table_name = ? AND BINARY table_name = BINARY ?
      ORDER BY ordinal_position
      """;

  /**
   * A column.
   *
   * @param name its name
   * @param type with its character set
   * @param generated whether the server computes it
   */
  record Column(String name, String type, boolean generated) {
    @Override
    public String toString() {
      return name + " " + type + (generated ? ", generated" : "");
    }
  }

  static Layout of(Session session, String database, String table) {
    return new Layout(
        session.rows(COLUMNS, database, table, table).stream()
            .map(row -> new Column(row.get(0), row.get(1), row.get(2).equals("1")))
            .toList());
  }

  /** The columns that are copied, as a statement lists them; what is generated is not. */
  String copied() {
    return columns.stream()
        .filter(column -> !column.generated())
        .map(column -> Sql.quoted(column.name()))
        .collect(Collectors.joining(", "));
  }

  /** What keeps rows of another table from becoming rows of this one. */
  List<String> differences(Layout dumped) {
    List<String> differences = new ArrayList<>();
    dumped.columns.stream()
        .filter(column -> !columns.contains(column))
        .forEach(column -> differences.add("the dump has " + column));
    columns.stream()
        .filter(column -> !dumped.columns.contains(column))
        .forEach(column -> differences.add("the database has " + column));
    return differences;
  }
}
