package io.backstay.reference;

import io.backstay.plan.Description.Parameter;
import java.util.List;

/** Parameters as a Markdown table; those of a map follow it with its name before theirs. */
final class ParameterTable {
  private ParameterTable() {}

  static String of(List<Parameter> parameters) {
    StringBuilder text = new StringBuilder("| parameter | takes | default | meaning |\n");
    text.append("|---|---|---|---|\n");
    rows(parameters, "", text);
    return text.toString();
  }

  private static void rows(List<Parameter> parameters, String prefix, StringBuilder text) {
    for (Parameter parameter : parameters) {
      text.append(
          "| `%s%s` | %s | %s | %s |\n"
              .formatted(
                  prefix,
                  parameter.key(),
                  parameter.takes(),
                  fallback(parameter),
                  parameter.doc().replace("|", "\\|")));
      rows(parameter.nested(), prefix + parameter.key() + ".", text);
    }
  }

  private static String fallback(Parameter parameter) {
    if (parameter.required()) {
      return "**required**";
    }
    return parameter.fallback().isEmpty() ? "" : "`" + parameter.fallback() + "`";
  }
}
