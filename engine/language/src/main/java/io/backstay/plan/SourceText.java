package io.backstay.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The text of a plan file. Lines are handed out with what may be secret blacked out. */
public final class SourceText {
  private final String name;
  private final List<String> lines;
  private final List<Position> hidden = new ArrayList<>();

  SourceText(String name, String text) {
    this.name = name;
    this.lines = text.lines().toList();
  }

  /** As positions call it. */
  public String name() {
    return name;
  }

  /** A line without its end, counted from 1; empty when there is none. */
  public Optional<String> line(int number) {
    if (number < 1 || number > lines.size()) {
      return Optional.empty();
    }
    String line = lines.get(number - 1);
    for (Position position : hidden) {
      if (position.line() == number) {
        line = blacked(line, position);
      }
    }
    return Optional.of(line);
  }

  /** From now on these characters are shown as dots. */
  void hide(Position position) {
    hidden.add(position);
  }

  private static String blacked(String line, Position position) {
    int from = Math.min(position.column() - 1, line.length());
    int to = Math.min(from + position.length(), line.length());
    return line.substring(0, from) + "•".repeat(to - from) + line.substring(to);
  }
}
