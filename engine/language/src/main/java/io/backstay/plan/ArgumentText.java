package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E220;
import static io.backstay.plan.ProblemCode.E304;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Arguments of a call as they stand inside expressions.
 *
 * @param fragment what is called
 * @param given each parameter's argument
 */
record ArgumentText(Fragment fragment, Map<String, Node> given, Checking checking) {
  /**
   * The argument of a parameter; empty after a problem was found.
   *
   * @param at where the parameter is named
   */
  Optional<String> of(String name, Position at) {
    Node node = given.get(name);
    if (node != null) {
      return of(name, node);
    }
    Problem problem =
        Problem.of(
            E304,
            at,
            "the fragment `" + fragment.name() + "` has no parameter " + Problems.quoted(name));
    checking.add(Problems.suggest(problem, name, fragment.params().keySet(), "parameters"));
    return Optional.empty();
  }

  private Optional<String> of(String name, Node node) {
    if (node instanceof Node.Items items) {
      List<String> all = items.items().stream().flatMap(item -> of(name, item).stream()).toList();
      return Optional.of(all.stream().collect(Collectors.joining(", ", "[", "]")));
    }
    String text = node instanceof Node.Scalar scalar ? scalar.text() : "";
    if (!Texts.templated(text)) {
      return Optional.of(literal(name, text.replace("$${", "${")));
    }
    if (text.startsWith("${") && text.indexOf('}') == text.length() - 1) {
      return Optional.of("(" + text.substring(2, text.length() - 1) + ")");
    }
    checking.add(
        Problem.of(E220, node.position(), "`" + name + "` is used inside an expression")
            .help("write it out, or give it one `${…}` and nothing around it"));
    return Optional.of("null"); // So that this is all that is said.
  }

  private String literal(String name, String text) {
    return switch (Objects.requireNonNull(fragment.params().get(name)).type()) {
      case INTEGER, NUMBER, BOOLEAN, DURATION, SIZE -> text;
      default -> "'" + text.replace("'", "''") + "'";
    };
  }
}
