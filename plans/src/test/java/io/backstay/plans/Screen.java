package io.backstay.plans;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What somebody sees on a terminal: as much of one as takes what backstay may send. */
final class Screen {
  private static final Pattern PIECE =
      Pattern.compile("\u001b\\[[0-9;]*([A-Za-z])|[\\r\\n]|\\P{Cntrl}", Pattern.DOTALL);

  private final int columns;
  private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
  private int column;

  private Screen(int columns) {
    this.columns = columns;
  }

  /** The lines that stand there after all of this was sent. */
  static List<String> after(String sent, int columns) {
    Screen screen = new Screen(columns);
    Matcher piece = PIECE.matcher(sent);
    int end = 0;
    while (piece.find()) {
      if (piece.start() != end) {
        throw new AssertionError("not for this terminal: " + sent.substring(end, piece.start()));
      }
      screen.take(piece);
      end = piece.end();
    }
    return screen.lines.stream().map(line -> line.toString().stripTrailing()).toList();
  }

  private void take(Matcher piece) {
    String said = piece.group();
    if (said.equals("\r")) {
      column = 0;
    } else if (said.equals("\n")) {
      lines.add(new StringBuilder(" ".repeat(column)));
    } else if (piece.group(1) == null) {
      put(said);
    } else if (piece.group(1).equals("K")) {
      lines.getLast().setLength(column);
    } else if (!piece.group(1).equals("m")) {
      throw new AssertionError("not for this terminal: " + said.substring(1));
    }
  }

  private void put(String character) {
    if (column == columns) {
      lines.add(new StringBuilder());
      column = 0;
    }
    StringBuilder line = lines.getLast();
    line.replace(column, Math.min(column + 1, line.length()), character);
    column++;
  }
}
