package io.backstay.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The text of a plan file. Lines are handed out with what may be secret blacked out. */
public final class SourceText {
  /** What is hidden is shown as this many dots, however long it is. */
  static final int DOTS = 8;

  private final String name;
  private final String text;
  private final List<Integer> starts = new ArrayList<>();
  private final TreeSet<Position> hidden = new TreeSet<>();

  SourceText(String name, String text) {
    this.name = name;
    this.text = text;
    starts.add(0);
    for (int i = 0; i < text.length(); i++) {
      boolean end =
          text.charAt(i) == '\n' || (text.charAt(i) == '\r' && !text.startsWith("\n", i + 1));
      if (end) {
        starts.add(i + 1);
      }
    }
  }

  /** As positions call it. */
  public String name() {
    return name;
  }

  /** A line without its end, counted from 1; empty when there is none. */
  public Optional<String> line(int number) {
    if (number < 1 || number > starts.size()) {
      return Optional.empty();
    }
    String line = bare(number);
    // From right to left: dots are not as long as what they hide.
    for (Position position : hidden.descendingSet()) {
      if (position.line() == number) {
        line = blacked(line, position);
      }
    }
    return Optional.of(line);
  }

  /** All of it. */
  String text() {
    return text;
  }

  /** Where characters stand; of several lines, those on the first. */
  Position position(int from, int to) {
    int line = lineAt(from);
    int start = starts.get(line - 1);
    int end = Math.min(to, start + bare(line).length());
    return new Position(name, line, from - start + 1, Math.max(0, end - from));
  }

  /** The offset of a place that is counted in lines from 0 and code points from 0. */
  int offset(int line, int codePoints) {
    int start = starts.get(line);
    String bare = bare(line + 1);
    int known = Math.min(codePoints, bare.codePointCount(0, bare.length()));
    return start + bare.offsetByCodePoints(0, known);
  }

  /** From now on these characters are shown as dots. */
  void hide(Position position) {
    hidden.add(position);
  }

  /** Shows everything that was hidden so far. */
  void showAgain() {
    hidden.clear();
  }

  /** Whether something on this line is shown as dots. */
  boolean hidden(int line) {
    return hidden.stream().anyMatch(position -> position.line() == line);
  }

  /** How many lines there are. */
  int lines() {
    return starts.size();
  }

  private int lineAt(int offset) {
    int low = 0;
    int high = starts.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (starts.get(middle) <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low + 1;
  }

  private String bare(int line) {
    int start = starts.get(line - 1);
    int end = line < starts.size() ? starts.get(line) : text.length();
    while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(start, end);
  }

  private static String blacked(String line, Position position) {
    int from = Math.min(position.column() - 1, line.length());
    int to = Math.min(from + position.length(), line.length());
    return line.substring(0, from) + "•".repeat(DOTS) + line.substring(to);
  }
}
