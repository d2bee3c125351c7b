package io.backstay.connectors.mariadb;

import io.backstay.spi.Failure;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What tells databases that are ours from all others: a comment, which a database has from the
 * statement on that makes it.
 *
 * @param session anywhere on the server
 */
record Marks(Session session) {
  private static final Pattern OURS = Pattern.compile("backstay (drill|rehearsal) [\\w -]+");
  private static final String KNOWN =
      """
      SELECT 1 FROM information_schema.columns WHERE table_schema = 'information_schema'
      AND table_name = 'SCHEMATA' AND column_name = 'SCHEMA_COMMENT'
      """;
  private static final String OF =
      """
      SELECT schema_comment FROM information_schema.schemata
      WHERE BINARY schema_name = BINARY ?
      """;
  private static final String BEARING =
      "SELECT schema_name FROM information_schema.schemata WHERE schema_comment = ? ORDER BY 1";

  /** Refuses a server whose databases have no comments. */
  void demand() {
    if (!known()) {
      throw Failure.of("R434", "this server gives databases no comments, by which ours are known")
          .help(
              "A database for a while needs MariaDB 10.5 or newer; MySQL has no comments of databases.");
    }
  }

  private boolean known() {
    return !session.rows(KNOWN).isEmpty();
  }

  /** The mark of a database, when it is one of ours. */
  Optional<String> of(String database) {
    return known()
        ? session.rows(OF, database).stream().map(List::getFirst).filter(Marks::ours).findFirst()
        : Optional.empty();
  }

  private static boolean ours(String comment) {
    return OURS.matcher(comment).matches();
  }

  /** The databases that bear a mark. */
  List<String> bearing(String mark) {
    return known() ? session.rows(BEARING, mark).stream().map(List::getFirst).toList() : List.of();
  }

  /** How the statement that makes a database says it. */
  static String clause(String mark) {
    if (!ours(mark)) {
      throw new IllegalStateException("no mark: " + mark);
    }
    return " COMMENT '" + mark + "'";
  }
}
