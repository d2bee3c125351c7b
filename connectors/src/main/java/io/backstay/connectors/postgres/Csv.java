package io.backstay.connectors.postgres;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows psql prints with {@code --csv}.
 *
 * @param nothing the text that stands for NULL
 */
record Csv(String nothing) {

  /** Every row of a text whose rows end with a line feed. */
  List<SqlSession.Row> rows(String text) {
    List<SqlSession.Row> rows = new ArrayList<>();
    Cursor at = new Cursor(text);
    while (at.position < text.length()) {
      List<@Nullable String> cells = new ArrayList<>();
      do {
        cells.add(at.cell(nothing));
      } while (at.takes(','));
      at.takes('\n');
      rows.add(new SqlSession.Row(cells));
    }
    return rows;
  }

  /** A place in the text. */
  private static final class Cursor {
    private final String text;
    private int position;

    Cursor(String text) {
      this.text = text;
    }

    boolean takes(char wanted) {
      boolean there = position < text.length() && text.charAt(position) == wanted;
      if (there) {
        position++;
      }
      return there;
    }

    @Nullable String cell(String nothing) {
      if (takes('"')) {
        return quoted();
      }
      int start = position;
      while (position < text.length() && ",\n".indexOf(text.charAt(position)) < 0) {
        position++;
      }
      String cell = text.substring(start, position);
      return cell.equals(nothing) ? null : cell;
    }

    private String quoted() {
      StringBuilder cell = new StringBuilder();
      while (position < text.length()) {
        char next = text.charAt(position++);
        if (next != '"') {
          cell.append(next);
        } else if (takes('"')) {
          cell.append('"');
        } else {
          break;
        }
      }
      return cell.toString();
    }
  }
}
