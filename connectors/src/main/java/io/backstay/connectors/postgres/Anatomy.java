package io.backstay.connectors.postgres;

import io.backstay.connectors.databases.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a table consists of, as far as its rows are concerned.
 *
 * @param table its name
 * @param tree itself and its partitions, outermost first
 * @param columns in their order
 * @param sequences those that belong to a column, by the column's name
 */
record Anatomy(
    TableName table, List<Member> tree, List<Column> columns, Map<String, TableName> sequences) {
  private static final String TREE = Sql.file("tree");
  private static final String COLUMNS =
      """
      SELECT attname::text, pg_catalog.format_type(atttypid, atttypmod), attgenerated <> ''
      FROM pg_catalog.pg_attribute
      WHERE attrelid = pg_catalog.to_regclass(?) AND attnum > 0 AND NOT attisdropped
      ORDER BY attnum
      """;
  private static final String SEQUENCES = Sql.file("sequences");

  /**
   * A table, or a part of one.
   *
   * @param table its name
   * @param kind as the server has it: {@code r} holds rows, {@code p} consists of partitions
   */
  record Member(TableName table, String kind) {
    boolean holdsRows() {
      return kind.equals("r");
    }

    /** The member and no descendant, where that can be told apart. */
    String only() {
      return (holdsRows() ? "ONLY " : "") + Sql.quoted(table);
    }
  }

  /**
   * A column.
   *
   * @param name its name
   * @param type with its modifiers
   * @param generated whether the server computes it
   */
  record Column(String name, String type, boolean generated) {
    @Override
    public String toString() {
      return name + " " + type + (generated ? ", generated" : "");
    }
  }

  /** Looks at a table; empty when there is none of that name. Wants an empty search path. */
  static Optional<Anatomy> of(SqlSession session, TableName table) {
    List<Member> tree = new ArrayList<>();
    for (SqlSession.Row row : session.rows(TREE, table.schema(), table.name())) {
      tree.add(new Member(new TableName(row.text(0), row.text(1)), row.text(2)));
    }
    if (tree.isEmpty()) {
      return Optional.empty();
    }
    List<Column> columns =
        session.rows(COLUMNS, Sql.quoted(table)).stream()
            .map(row -> new Column(row.text(0), row.text(1), row.is(2)))
            .toList();
    return Optional.of(new Anatomy(table, tree, columns, sequences(session, tree)));
  }

  // Partitions may have sequences of their own.
  private static Map<String, TableName> sequences(SqlSession session, List<Member> tree) {
    Map<String, TableName> sequences = new TreeMap<>();
    for (Member member : tree) {
      for (SqlSession.Row row : session.rows(SEQUENCES, Sql.quoted(member.table()))) {
        String column = tree.getFirst().equals(member) ? "" : member.table().canonical() + ".";
        sequences.put(column + row.text(0), new TableName(row.text(1), row.text(2)));
      }
    }
    return sequences;
  }

  /** Members that hold rows themselves. */
  List<TableName> leaves() {
    return tree.stream().filter(Member::holdsRows).map(Member::table).toList();
  }

  /** The table without what only inherits from it. */
  String only() {
    return tree.getFirst().only();
  }

  /** The columns that are copied, as a statement lists them; what is generated is not. */
  String copied() {
    return columns.stream()
        .filter(column -> !column.generated())
        .map(column -> Sql.quoted(column.name()))
        .collect(Collectors.joining(", "));
  }

  /** Rows it has. */
  long count(SqlSession session) {
    return Long.parseLong(session.value("SELECT count(*) FROM " + only()));
  }

  /** What keeps rows of another table from becoming rows of this one. */
  List<String> differences(Anatomy dumped) {
    List<String> differences = new ArrayList<>();
    dumped.columns.stream()
        .filter(column -> !columns.contains(column))
        .forEach(column -> differences.add("the dump has " + column));
    columns.stream()
        .filter(column -> !dumped.columns.contains(column))
        .forEach(column -> differences.add("the database has " + column));
    if (!sequences.keySet().equals(dumped.sequences.keySet())) {
      differences.add(
          "sequences belong to %s, and in the dump to %s"
              .formatted(sequences.keySet(), dumped.sequences.keySet()));
    }
    if (tree.stream().anyMatch(member -> !"rp".contains(member.kind()))) {
      differences.add("it has partitions that are not tables");
    }
    return differences;
  }
}
