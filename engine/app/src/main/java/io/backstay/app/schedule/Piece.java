package io.backstay.app.schedule;

/**
 * A part of a schedule as it is written somewhere: a file, or some lines of a crontab.
 *
 * @param name of the file
 * @param mark whose it is
 * @param text all of it
 */
public record Piece(String name, Mark mark, String text) {
  /** The file that everybody's lines are in. */
  static final String CRONTAB = "crontab";

  /** Whether it is the same part, whatever it says. */
  public boolean replaces(Piece other) {
    return name.equals(other.name) && mark.equals(other.mark);
  }

  /** Whether it is part of a file that others write as well. */
  public boolean isShared() {
    return name.equals(CRONTAB);
  }

  /** The first lines of a file. */
  static String head(String name, String mark) {
    return """
    # file: %s
    # %s
    # `backstay schedule install` writes it, and `backstay schedule remove` removes it.
    """
        .formatted(name, mark);
  }
}
