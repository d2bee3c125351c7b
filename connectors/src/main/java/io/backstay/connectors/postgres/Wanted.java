package io.backstay.connectors.postgres;

import io.backstay.connectors.databases.Part;
import io.backstay.connectors.databases.TableName;
import io.backstay.spi.Failure;
import java.util.List;

/**
 * The tables that are wanted out of a dump.
 *
 * @param toc what the dump holds
 * @param tables all of them there, with their schemas
 */
record Wanted(Toc toc, List<TableName> tables) {
  private static final String TABLE = "TABLE";

  /**
   * Looks for tables in a dump.
   *
   * @throws Failure when one of them is not there
   */
  static Wanted in(Toc toc, List<String> tables) {
    List<TableName> named = named(tables);
    named.stream()
        .filter(table -> !toc.holds(TABLE, table))
        .findFirst()
        .ifPresent(
            table -> {
              throw Part.notDumped(table.canonical().toString(), toc.names(TABLE));
            });
    return new Wanted(toc, named);
  }

  /** The tables, their schemas said; each once. */
  static List<TableName> named(List<String> tables) {
    return tables.stream().map(Wanted::named).distinct().toList();
  }

  // A dump knows no search path, so nothing but the usual schema can go without saying.
  private static TableName named(String text) {
    TableName name =
        TableName.parse(text)
            .orElseThrow(() -> Failure.of("R436", "`" + text + "` is not the name of a table"));
    return name.schema().isEmpty() ? new TableName("public", name.name()) : name;
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
