package io.backstay.app;

import java.util.ArrayList;
import java.util.List;

/** What differs between two texts, line by line, in the form that {@code diff -u} made known. */
final class LineDiff {
  private static final int AROUND = 2;

  /** Of longer texts nobody reads what differs; to find it out would take all memory. */
  private static final long MOST = 25_000_000;

  private final List<String> before;
  private final List<String> after;
  private final List<Line> lines = new ArrayList<>();

  private LineDiff(String before, String after) {
    this.before = before.lines().toList();
    this.after = after.lines().toList();
  }

  /** A line of either text, and where it stands in the one before, counted from 1. */
  private record Line(char sign, String text, int before) {}

  static String of(String name, String before, String after) {
    LineDiff diff = new LineDiff(before, after);
    if ((long) diff.before.size() * diff.after.size() > MOST) {
      return "--- " + name + "\n+++ " + name + "\n(too long to be compared)";
    }
    diff.compare();
    return "--- " + name + "\n+++ " + name + "\n" + diff.text();
  }

  private void compare() {
    int[][] common = common();
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      boolean both = i < before.size() && j < after.size();
      if (both && before.get(i).equals(after.get(j))) {
        lines.add(new Line(' ', before.get(i++), i));
        j++;
      } else if (j == after.size() || (both && common[i + 1][j] >= common[i][j + 1])) {
        lines.add(new Line('-', before.get(i++), i));
      } else {
        lines.add(new Line('+', after.get(j++), i + 1));
      }
    }
  }

  /** The length of the longest common part of what is left from each pair of lines on. */
  private int[][] common() {
    int[][] common = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).equals(after.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    int shown = 0;
    for (int at = 0; at < lines.size(); at++) {
      boolean near = near(at);
      if (near && (at == 0 || shown < at)) {
        text.append("@@ line ").append(lines.get(at).before).append(" @@\n");
      }
      if (near) {
        text.append(lines.get(at).sign).append(lines.get(at).text).append('\n');
        shown = at + 1;
      }
    }
    return text.toString().stripTrailing();
  }

  private boolean near(int at) {
    return lines.subList(Math.max(0, at - AROUND), Math.min(lines.size(), at + AROUND + 1)).stream()
        .anyMatch(line -> line.sign != ' ');
  }
}
