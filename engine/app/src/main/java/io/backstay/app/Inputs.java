package io.backstay.app;

import io.backstay.plan.Variables;
import java.util.List;
import java.util.Map;

/**
 * The inputs of a plan: what each one is, and where that comes from.
 *
 * @param session what the verb works with
 * @param origins by name
 */
record Inputs(Session session, Map<String, Variables.Origin> origins) {
  ExitCode show() {
    List<Line> lines =
        origins.entrySet().stream()
            .map(it -> new Line(it.getKey(), it.getValue().text(), it.getValue().origin()))
            .toList();
    if (session.json()) {
      session.print(lines);
      return ExitCode.OK;
    }
    String row = "%-24s %-32s %s";
    session.say(row.formatted("INPUT", "VALUE", "FROM"));
    lines.forEach(line -> session.say(row.formatted(line.name, line.value, line.from)));
    return ExitCode.OK;
  }

  /**
   * An input in the list.
   *
   * @param name as declared
   * @param value as it would be written
   * @param from the flag, file, variable of the environment or default it comes from
   */
  record Line(String name, String value, String from) {}
}
