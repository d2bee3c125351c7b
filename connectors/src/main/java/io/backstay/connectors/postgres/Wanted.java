package io.backstay.connectors.postgres;

import io.backstay.connectors.databases.TableName;
import io.backstay.expr.Nearest;
import io.backstay.spi.Failure;
import java.util.List;
import java.util.Optional;

/**
 * The tables that are wanted out of a dump.
 *
 * @param toc what the dump holds
 * @param tables all of them there, with their schemas
 */
record Wanted(Toc toc, List<TableName> tables) {
  private static final String TABLE = "TABLE";
  private static final int LISTED = 12;

  /**
   * Looks for tables in a dump.
   *
   * @throws Failure when one of them is not there
   */
  static Wanted in(Toc toc, List<String> tables) {
    List<TableName> named = Part.named(tables);
    named.stream()
        .filter(table -> !toc.holds(TABLE, table))
        .findFirst()
        .ifPresent(
            table -> {
              throw missing(toc, table.canonical().toString());
            });
    return new Wanted(toc, named);
  }

  private static Failure missing(Toc toc, String table) {
    List<String> there = toc.names(TABLE);
    String all = String.join(", ", there.subList(0, Math.min(LISTED, there.size())));
    int more = there.size() - LISTED;
    String has =
        there.isEmpty()
            ? "It holds no table."
            : "It holds " + all + (more > 0 ? " and " + more + " more." : ".");
    return Failure.of("R434", "the dump has no table `" + table + "`")
        .help(near(table, there).map(n -> "Did you mean `" + n + "`? ").orElse("") + has);
  }

  /** What was meant: who forgets the schema, or names a wrong one, means the table of that name. */
  static Optional<String> near(String table, List<String> there) {
    String name = TableName.parse(table).map(TableName::name).orElse(table);
    return Nearest.to(table, there)
        .or(
            () ->
                there.stream()
                    .filter(t -> TableName.parse(t).map(TableName::name).equals(Optional.of(name)))
                    .findFirst());
  }

  /**
   * What they consist of, in a database that has their structure.
   *
   * @throws Failure when the dump has no rows of one of them
   */
  List<Anatomy> anatomies(SqlSession session) {
    session.run("SET search_path = ''");
    List<Anatomy> anatomies =
        tables.stream().map(table -> Anatomy.of(session, table).orElseThrow()).toList();
    anatomies.stream()
        .flatMap(table -> table.leaves().stream())
        .filter(leaf -> !toc.holds("TABLE DATA", leaf))
        .findFirst()
        .ifPresent(
            leaf -> {
              throw Failure.of("R434", "the dump has no rows of `" + leaf.canonical() + "`")
                  .help("It was made without them; take a dump with `content: all`.");
            });
    return anatomies;
  }
}
