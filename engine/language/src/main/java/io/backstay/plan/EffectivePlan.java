package io.backstay.plan;

import java.util.ArrayList;
import java.util.List;

/** A plan as it is in one environment, each line with the place it was written at. */
public final class EffectivePlan {
  private static final String INDENT = "  ";
  private static final int WIDEST = 72;

  private EffectivePlan() {}

  private record Line(String text, Position from) {
    Line indented() {
      return new Line(INDENT + text, from);
    }
  }

  /** As YAML that reads the same, one key a line, its origin behind it. */
  public static String of(Plan plan) {
    List<Line> lines = fields(plan.head().content());
    int width = lines.stream().mapToInt(line -> line.text().length()).max().orElse(0);
    String row = "%-" + Math.max(1, Math.min(width, WIDEST)) + "s  # %s:%d%n";
    StringBuilder text = new StringBuilder();
    lines.forEach(
        line -> text.append(row.formatted(line.text(), line.from().file(), line.from().line())));
    return text.toString();
  }

  private static List<Line> fields(Node.Fields fields) {
    List<Line> lines = new ArrayList<>();
    for (Node.Field field : fields.fields()) {
      String key = scalar(field.key()) + ":";
      // What may be a secret itself is the one thing that is not shown.
      Node value = field.name().equals(SecretDecl.LITERAL) ? hidden(field.value()) : field.value();
      if (alone(value)) {
        lines.add(new Line((key + " " + inline(value)).stripTrailing(), value.position()));
      } else {
        lines.add(new Line(key, field.key().position()));
        block(value).forEach(line -> lines.add(line.indented()));
      }
    }
    return lines;
  }

  private static Node hidden(Node value) {
    Position at = value.position();
    String dots = "•".repeat(SourceText.DOTS);
    return new Node.Scalar(dots, Node.Style.QUOTED, at, (offset, length) -> at);
  }

  private static List<Line> items(Node.Items items) {
    List<Line> lines = new ArrayList<>();
    for (Node item : items.items()) {
      if (alone(item)) {
        lines.add(new Line("- " + inline(item), item.position()));
      } else {
        List<Line> block = block(item);
        lines.add(new Line("- " + block.getFirst().text(), block.getFirst().from()));
        block.stream().skip(1).forEach(line -> lines.add(line.indented()));
      }
    }
    return lines;
  }

  private static List<Line> block(Node node) {
    return node instanceof Node.Items items ? items(items) : fields((Node.Fields) node);
  }

  /** Whether it stands on the line of its key. */
  private static boolean alone(Node node) {
    return switch (node) {
      case Node.Scalar scalar -> true;
      case Node.Items items -> items.items().isEmpty();
      case Node.Fields fields -> fields.fields().isEmpty();
    };
  }

  private static String inline(Node node) {
    return switch (node) {
      case Node.Scalar scalar -> scalar(scalar);
      case Node.Items items -> "[]";
      case Node.Fields fields -> "{}";
    };
  }

  private static String scalar(Node.Scalar scalar) {
    String text = scalar.text();
    boolean plain = scalar.style() == Node.Style.PLAIN && !text.contains("\n");
    return plain ? text : YamlText.quoted(text);
  }
}
