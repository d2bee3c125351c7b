package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E144;

import io.backstay.expr.Kind;
import io.backstay.expr.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of a few words.
 *
 * @param type an enum; its constants are written in lower case with hyphens
 */
record WordForm(Class<?> type) implements Form {
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  List<String> words() {
    return Arrays.stream(constants()).map(WordForm::word).toList();
  }

  @Override
  public void check(Node node, Use use, Checking checking) {
    if (!(node instanceof Node.Scalar scalar)) {
      checking.add(Texts.shape(node, use, named()));
      return;
    }
    Texts.check(scalar, Kind.STRING, use, checking)
        .filter(value -> constant(value.text()).isEmpty())
        .ifPresent(value -> checking.add(unknown(scalar, value.text(), use)));
  }

  private Problem unknown(Node.Scalar scalar, String word, Use use) {
    Problem problem =
        Problem.of(
            E144,
            scalar.position(),
            Problems.quoted(word) + " is none of the words of `" + use.key() + "`");
    return Problems.suggest(problem, word, words(), "`" + use.key() + "` is one of");
  }

  @Override
  public @Nullable Object bind(Node node, Use use, Binding binding) {
    Node.Scalar scalar = (Node.Scalar) node;
    return switch (binding.value(scalar, Kind.STRING, use)) {
      case Value.Known known -> {
        Optional<Enum<?>> constant = constant(known.text());
        if (constant.isEmpty()) {
          binding.refuse(unknown(scalar, known.text(), use));
        }
        yield constant.orElse(null);
      }
      case Value.Unknown ignored -> constants()[0];
      default -> null;
    };
  }

  private Optional<Enum<?>> constant(String word) {
    return Arrays.stream(constants()).filter(constant -> word(constant).equals(word)).findFirst();
  }

  private Enum<?>[] constants() {
    return (Enum<?>[]) type.getEnumConstants();
  }

  @Override
  public Map<String, Object> schema() {
    return Schemas.words(words());
  }

  @Override
  public String named() {
    return "one of " + String.join(", ", words());
  }
}
