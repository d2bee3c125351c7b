package io.backstay.connectors.mariadb;

/**
 * Counts the rows of one {@code INSERT … VALUES (…),(…);} from behind the name of its table, which
 * may be followed by the names of columns. Texts escape by backslash and by doubling, and are never
 * in an encoding in which a quote could be a part of another character.
 */
final class RowCounter {
  private static final byte[] VALUES = {'V', 'A', 'L', 'U', 'E', 'S'};

  private boolean open;
  private boolean values;
  private int matched;
  private int depth;
  private byte quote;
  private boolean escaped;
  private long rows;

  /** A statement begins. */
  void begin() {
    open = true;
    values = false;
    matched = 0;
    depth = 0;
    quote = 0;
    escaped = false;
    rows = 0;
  }

  /** Whether a statement has begun and not ended. */
  boolean open() {
    return open;
  }

  /** Rows of the statement so far. */
  long rows() {
    return rows;
  }

  /**
   * Takes bytes of the statement.
   *
   * @return where the next byte that is none of it would be
   */
  int accept(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && open) {
      byte next = bytes[at++];
      if (quote != 0) {
        quoted(next);
      } else {
        plain(next);
      }
    }
    return at;
  }

  // A quote that is doubled ends one text and begins another, which comes to the same.
  private void quoted(byte next) {
    if (escaped) {
      escaped = false;
    } else if (next == '\\' && quote != '`') {
      escaped = true;
    } else if (next == quote) {
      quote = 0;
    }
  }

  private void plain(byte next) {
    switch (next) {
      case '\'', '"', '`' -> quote = next;
      case '(' -> {
        rows += values && depth == 0 ? 1 : 0;
        depth++;
      }
      case ')' -> depth--;
      case ';' -> open = depth != 0;
      default -> word(next);
    }
  }

  private void word(byte next) {
    if (!values && depth == 0) {
      matched = next == VALUES[matched] ? matched + 1 : 0;
      values = matched == VALUES.length;
    }
  }
}
