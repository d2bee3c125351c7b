package io.backstay.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Problems for machines, as JSON-shaped data; the same object wherever diagnostics are printed. */
public final class ProblemData {
  private ProblemData() {}

  /** All problems, in their order. */
  public static List<Map<String, Object>> of(List<Problem> problems) {
    return problems.stream().map(ProblemData::of).toList();
  }

  private static Map<String, Object> of(Problem problem) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("code", problem.code().name());
    data.put("severity", problem.severity().name().toLowerCase(Locale.ROOT));
    data.put("message", problem.message());
    putPlace(data, problem.position());
    if (!problem.label().isEmpty()) {
      data.put("label", problem.label());
    }
    data.put("labels", problem.labels().stream().map(ProblemData::label).toList());
    data.put("notes", problem.notes());
    data.put("help", problem.helps());
    return data;
  }

  private static Map<String, Object> label(Problem.Label label) {
    Map<String, Object> data = new LinkedHashMap<>();
    putPlace(data, label.position());
    data.put("text", label.text());
    return data;
  }

  /** Lines and columns from 1; the end is the column after the last marked character. */
  private static void putPlace(Map<String, Object> data, @Nullable Position position) {
    if (position == null) {
      return;
    }
    data.put("file", position.file());
    data.put(
        "range",
        Map.of(
            "start", point(position.line(), position.column()),
            "end", point(position.line(), position.column() + position.length())));
  }

  private static Map<String, Object> point(int line, int column) {
    Map<String, Object> point = new LinkedHashMap<>();
    point.put("line", line);
    point.put("column", column);
    return point;
  }
}
