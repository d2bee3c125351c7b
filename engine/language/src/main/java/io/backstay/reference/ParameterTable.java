package io.backstay.reference;

import io.backstay.plan.Description.Parameter;
import java.util.List;

/** Parameters as a Markdown table; those of a map follow it with its name before theirs. */
final class ParameterTable {
  private static final String HEAD = "| parameter | takes | default | meaning |";

  private final boolean examples;
  private final StringBuilder text;

  private ParameterTable(boolean examples) {
    this.examples = examples;
    this.text =
        new StringBuilder(HEAD)
            .append(examples ? " such as |\n" : "\n")
            .append("|---|---|---|---|")
            .append(examples ? "---|\n" : "\n");
  }

  /** For a page that shows an example of the whole. */
  static String of(List<Parameter> parameters) {
    return new ParameterTable(false).rows(parameters, "");
  }

  /** For a page that does not. */
  static String withExamples(List<Parameter> parameters) {
    return new ParameterTable(true).rows(parameters, "");
  }

  private String rows(List<Parameter> parameters, String prefix) {
    for (Parameter parameter : parameters) {
      text.append(
          "| `%s%s` | %s | %s | %s |"
              .formatted(
                  prefix,
                  parameter.key(),
                  parameter.takes(),
                  fallback(parameter),
                  parameter.doc().replace("|", "\\|")));
      text.append(examples ? " " + code(parameter.example()) + " |\n" : "\n");
      rows(parameter.nested(), prefix + parameter.key() + ".");
    }
    return text.toString();
  }

  private static String fallback(Parameter parameter) {
    return parameter.required() ? "**required**" : code(parameter.fallback());
  }

  private static String code(String written) {
    return written.isEmpty() ? "" : "`" + written + "`";
  }
}
