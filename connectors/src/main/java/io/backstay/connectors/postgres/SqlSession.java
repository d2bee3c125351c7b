package io.backstay.connectors.postgres;

import io.backstay.spi.Failure;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection to one database; statements commit by themselves until a {@code BEGIN}. */
interface SqlSession extends AutoCloseable {

  /**
   * The rows of a query.
   *
   * @param sql our own text, never a plan's; each {@code ?} stands for a value
   * @param values texts the server never reads as SQL
   * @throws Failure when the server refuses or is gone
   */
  List<Row> rows(String sql, String... values);

  /**
   * Does a statement that gives no rows.
   *
   * @throws Failure when the server refuses or is gone
   */
  void run(String sql, String... values);

  /**
   * Does a statement out of a plan, exactly as it is.
   *
   * @throws Failure when the server refuses or is gone
   */
  void runForeign(String statement);

  /**
   * Takes a server that says nothing for so long for one that is gone, where a network is between.
   */
  default void silentFor(Duration atMost) {}

  /** The first value of the first row. */
  default String value(String sql, String... values) {
    List<Row> rows = rows(sql, values);
    if (rows.isEmpty()) {
      throw Failure.of("R436", "PostgreSQL answered nothing to a question that has an answer");
    }
    return rows.getFirst().text(0);
  }

  /** Ends the connection, and what was not committed; never throws. */
  @Override
  void close();

  /**
   * A row, every value as text.
   *
   * @param cells null where the database has NULL
   */
  record Row(List<@Nullable String> cells) {
    /** A value that is never NULL. */
    String text(int column) {
      String text = cells.get(column);
      if (text == null) {
        throw new IllegalStateException("NULL in column " + column);
      }
      return text;
    }

    /** Whether a boolean value is true. */
    boolean is(int column) {
      return "t".equals(cells.get(column)) || "true".equals(cells.get(column));
    }
  }
}
