package io.backstay.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Problems for people: a sentence, the place, their own line with what is wrong in it marked, and
 * what to do.
 */
public final class ProblemText {
  /** More are counted, not shown: nobody mends a hundred at once. */
  static final int MOST = 20;

  private static final int LONGEST = 400;

  /** What a terminal would act on instead of showing it. */
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cntrl}\\u0080-\\u009F\\u2028-\\u202E\\u2066-\\u2069\\uFEFF]");

  private static final String RED = "\u001b[1;31m";
  private static final String YELLOW = "\u001b[1;33m";
  private static final String BLUE = "\u001b[1;34m";
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";

  private final Excerpts excerpts;
  private final boolean colour;

  /**
   * A renderer.
   *
   * @param excerpts lines of the files problems are about
   * @param colour whether to use terminal colours; they repeat what the text says
   */
  public ProblemText(Excerpts excerpts, boolean colour) {
    this.excerpts = excerpts;
    this.colour = colour;
  }

  /**
   * All problems, the first twenty in full, and the line that counts them; ends with a new line.
   */
  public String of(List<Problem> problems) {
    StringBuilder text = new StringBuilder();
    for (Problem problem : problems.subList(0, Math.min(MOST, problems.size()))) {
      text.append(of(problem)).append('\n');
    }
    return text.append(summary(problems)).append('\n').toString();
  }

  /** {@code 3 errors, 1 warning in 2 files}. */
  public static String summary(List<Problem> problems) {
    long errors = problems.stream().filter(one -> one.severity() == Severity.ERROR).count();
    long files =
        problems.stream()
            .flatMap(one -> Optional.ofNullable(one.position()).map(Position::file).stream())
            .distinct()
            .count();
    List<String> counts = new ArrayList<>();
    if (errors > 0) {
      counts.add(count(errors, "error"));
    }
    if (errors < problems.size()) {
      counts.add(count(problems.size() - errors, "warning"));
    }
    return String.join(", ", counts)
        + (files > 0 ? " in " + count(files, "file") : "")
        + (problems.size() > MOST ? "; the first " + MOST + " are shown" : "");
  }

  private static String count(long number, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
  }

  /** One problem; ends with a new line. */
  public String of(Problem problem) {
    List<Mark> marks = marks(problem);
    int width = marks.stream().mapToInt(mark -> digits(mark.position())).max().orElse(1);
    StringBuilder text = new StringBuilder();
    boolean error = problem.severity() == Severity.ERROR;
    text.append(paint(error ? RED : YELLOW, (error ? "error[" : "warning[") + problem.code() + "]"))
        .append(paint(BOLD, ": " + problem.message()))
        .append('\n');
    appendPlaces(text, problem.position(), marks, width);
    problem.notes().forEach(note -> appendLine(text, width, "note: " + note));
    problem.helps().forEach(help -> appendLine(text, width, "help: " + help));
    appendLine(text, width, problem.code().docs());
    return text.toString();
  }

  /**
   * Marked characters.
   *
   * @param sign what they are underlined with
   */
  private record Mark(Position position, String text, String sign) {}

  private static List<Mark> marks(Problem problem) {
    List<Mark> marks = new ArrayList<>();
    if (problem.position() != null) {
      marks.add(new Mark(problem.position(), problem.label(), "^"));
    }
    problem.labels().forEach(label -> marks.add(new Mark(label.position(), label.text(), "-")));
    return marks;
  }

  private void appendPlaces(
      StringBuilder text, @Nullable Position main, List<Mark> marks, int width) {
    if (main == null) {
      return;
    }
    text.append(" ".repeat(width)).append(paint(BLUE, "--> ")).append(main).append('\n');
    appendLines(text, inFile(marks, main.file()), width);
    marks.stream()
        .map(mark -> mark.position().file())
        .distinct()
        .filter(file -> !file.equals(main.file()))
        .forEach(
            file -> {
              List<Mark> there = inFile(marks, file);
              text.append(" ".repeat(width)).append(paint(BLUE, "::: "));
              text.append(there.getFirst().position()).append('\n');
              appendLines(text, there, width);
            });
  }

  private static List<Mark> inFile(List<Mark> marks, String file) {
    return marks.stream()
        .filter(mark -> mark.position().file().equals(file))
        .sorted(Comparator.comparing(Mark::position))
        .toList();
  }

  private void appendLines(StringBuilder text, List<Mark> marks, int width) {
    int last = 0;
    for (Mark mark : marks) {
      Position position = mark.position();
      Optional<String> line = excerpts.line(position.file(), position.line());
      if (line.isEmpty()) {
        continue;
      }
      if (last == 0) {
        text.append(gutter(width, "")).append('\n');
      } else if (position.line() > last + 1) {
        text.append(paint(BLUE, "...")).append('\n');
      }
      if (position.line() != last) {
        String number = Integer.toString(position.line());
        text.append(gutter(width, number)).append(' ').append(cut(line.get())).append('\n');
      }
      text.append(gutter(width, "")).append(' ').append(underline(cut(line.get()), mark));
      text.append('\n');
      last = position.line();
    }
  }

  private String underline(String line, Mark mark) {
    Position position = mark.position();
    int from = Math.min(position.column() - 1, line.length());
    int to = Math.min(from + position.length(), line.length());
    int signs = Math.max(1, line.codePointCount(from, to));
    String label = mark.text().isEmpty() ? "" : " " + mark.text();
    String colours = mark.sign().equals("^") ? RED : BLUE;
    return " ".repeat(line.codePointCount(0, from))
        + paint(colours, mark.sign().repeat(signs) + label);
  }

  private static String cut(String line) {
    String seen = UNSEEN.matcher(line).replaceAll("␣");
    return seen.length() <= LONGEST ? seen : seen.substring(0, LONGEST) + "…";
  }

  private void appendLine(StringBuilder text, int width, String line) {
    text.append(" ".repeat(width + 1)).append(paint(BLUE, "=")).append(' ').append(line);
    text.append('\n');
  }

  private String gutter(int width, String number) {
    return paint(BLUE, " ".repeat(width - number.length()) + number + " |");
  }

  private String paint(String code, String text) {
    return colour ? code + text + PLAIN : text;
  }

  private static int digits(Position position) {
    return Integer.toString(position.line()).length();
  }
}
