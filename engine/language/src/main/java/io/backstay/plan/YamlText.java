package io.backstay.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Maps, lists and texts as YAML, a key on each line. */
public final class YamlText {
  /** What a reader takes for nothing but text, quotes or not. */
  private static final Pattern PLAIN = Pattern.compile("[\\w/.][\\w/.-]*( [\\w/.-]+)*");

  private YamlText() {}

  /** A map, all of it texts in the end. */
  public static String of(Map<?, ?> map) {
    return String.join("\n", lines(map)) + "\n";
  }

  private static List<String> lines(Object value) {
    List<String> lines = new ArrayList<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, each) -> add(lines, scalar(key) + ":", each, false));
    } else if (value instanceof List<?> list) {
      list.forEach(each -> add(lines, "-", each, true));
    }
    return lines;
  }

  private static void add(List<String> lines, String head, Object value, boolean inline) {
    List<String> block = lines(value);
    if (block.isEmpty()) {
      lines.add(head + " " + alone(value));
      return;
    }
    if (inline) {
      lines.add(head + " " + block.removeFirst());
    } else {
      lines.add(head);
    }
    block.forEach(line -> lines.add("  " + line));
  }

  private static String alone(Object value) {
    if (value instanceof Map<?, ?>) {
      return "{}";
    }
    return value instanceof List<?> ? "[]" : scalar(value);
  }

  /** A text, quoted where it has to be. */
  public static String scalar(Object value) {
    String text = String.valueOf(value);
    return PLAIN.matcher(text).matches() ? text : quoted(text);
  }

  /** A text in quotes, on one line. */
  static String quoted(String text) {
    if (text.contains("\n")) {
      return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
    return "'" + text.replace("'", "''") + "'";
  }
}
