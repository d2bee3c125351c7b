package io.backstay.plan;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/** A scalar in as few signs as it needs: quotes only where a reader would take it for another. */
final class WrittenText {
  /** What a plain text cannot begin with. */
  private static final String INDICATORS = "?:,[]{}#&*!|>'\"%@`";

  private static final Pattern NUMBER = Pattern.compile("[-+.]?[0-9]");

  /** Other tools read numbers and truths where we read texts; what they would is left in quotes. */
  private static final Resolver OTHERS = new Resolver();

  private WrittenText() {}

  /** On one line. */
  static String inline(Written.Text text, boolean inBrackets) {
    boolean escapes = text.style() == Node.Style.QUOTED && text.raw().startsWith("\"");
    if (text.style() == Node.Style.PLAIN || (escapes && text.raw().contains("\\"))) {
      return text.raw();
    }
    return plain(text.text(), inBrackets) ? text.text() : quoted(text.text());
  }

  private static String quoted(String text) {
    boolean readable = text.contains("'") && !text.contains("\"") && !text.contains("\\");
    return readable ? '"' + text + '"' : "'" + text.replace("'", "''") + "'";
  }

  /**
   * The lines of one over several lines; the first goes behind its key.
   *
   * @param column of its key or dash in the file
   * @param indent of its key or dash from now on
   */
  static List<String> lines(Written.Text text, int column, int indent) {
    List<String> lines = text.raw().lines().toList();
    return text.style() == Node.Style.BLOCK
        ? block(text, lines, column, indent)
        : folded(lines, text.raw().startsWith("\""), indent);
  }

  /** Blanks at the ends of its lines mean nothing, except where one may be escaped. */
  private static List<String> folded(List<String> lines, boolean escapes, int indent) {
    String margin = " ".repeat(indent + Layout.STEP);
    Stream<String> others =
        lines.stream()
            .skip(1)
            .map(line -> line.isBlank() ? "" : margin + trimmed(line.stripLeading(), escapes));
    return Stream.concat(Stream.of(trimmed(lines.getFirst(), escapes)), others).toList();
  }

  private static String trimmed(String line, boolean escapes) {
    return escapes ? line : line.stripTrailing();
  }

  /** The margin is moved; what is indented further stays so. */
  private static List<String> block(Written.Text text, List<String> lines, int column, int indent) {
    String header = lines.getFirst();
    String digit = header.replaceAll("#.*", "").replaceAll("[^1-9]", "");
    int step = digit.isEmpty() ? Layout.STEP : Integer.parseInt(digit);
    int margin = digit.isEmpty() ? margin(lines) : column + step;
    String to = " ".repeat(indent + step);
    Stream<String> moved =
        content(text, lines, margin).stream()
            .map(line -> line.length() <= margin ? "" : to + line.substring(margin));
    return Stream.concat(Stream.of(header.stripTrailing()), moved).toList();
  }

  private static int margin(List<String> lines) {
    return lines.stream()
        .skip(1)
        .filter(line -> !line.isBlank())
        .mapToInt(line -> line.length() - line.stripLeading().length())
        .min()
        .orElse(0);
  }

  /** The lines below the header, but for empty ones at the end that are not part of the text. */
  private static List<String> content(Written.Text text, List<String> lines, int margin) {
    boolean begunNext = !text.raw().endsWith("\n");
    int last = lines.size();
    while (last > 1
        && lines.get(last - 1).length() <= margin
        && (begunNext || !text.keepsEmptyLines())) {
      last--;
      begunNext = false;
    }
    return lines.subList(1, last);
  }

  private static boolean plain(String text, boolean inBrackets) {
    return !text.isEmpty()
        && text.equals(text.strip())
        && text.chars().allMatch(c -> c >= ' ' && c != 0x7F)
        && INDICATORS.indexOf(text.charAt(0)) < 0
        && !NUMBER.matcher(text).lookingAt()
        && !text.equals("-")
        && !text.startsWith("- ")
        && !text.startsWith("---")
        && !text.startsWith("...")
        && !text.contains(": ")
        && !text.endsWith(":")
        && !text.contains(" #")
        && !(inBrackets && text.chars().anyMatch(c -> ",[]{}".indexOf(c) >= 0))
        && OTHERS.resolve(NodeId.scalar, text, true).equals(Tag.STR);
  }
}
