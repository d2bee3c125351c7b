package io.backstay.plan;

/**
 * Marked characters of a file.
 *
 * @param file as people know it: relative to where they are, as far as that is shorter
 * @param line from 1
 * @param column from 1, in characters
 * @param length how many characters of that line; at least 1 is marked when it is shown
 */
public record Position(String file, int line, int column, int length)
    implements Comparable<Position> {

  @Override
  public int compareTo(Position other) {
    int byFile = file.compareTo(other.file);
    if (byFile != 0) {
      return byFile;
    }
    int byLine = Integer.compare(line, other.line);
    return byLine != 0 ? byLine : Integer.compare(column, other.column);
  }

  /** {@code file:line:column}, which terminals and editors turn into a link. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
