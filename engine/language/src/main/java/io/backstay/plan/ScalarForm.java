package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E143;

import io.backstay.expr.Finding;
import io.backstay.expr.Kind;
import io.backstay.expr.Parsed;
import io.backstay.expr.Value;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A scalar of some kind that becomes a Java value.
 *
 * @param kind what it is read as
 * @param named what people call it
 * @param neutral what stands for it while only the run knows it; null takes what a preview shows
 * @param make makes the Java value, or says what does not fit
 */
record ScalarForm(
    Kind kind, String named, @Nullable Object neutral, Function<Value.Known, Parsed<?>> make)
    implements Form {

  static ScalarForm of(Kind kind, @Nullable Object neutral, Function<Value.Known, ?> make) {
    return new ScalarForm(kind, kind.named(), neutral, value -> new Parsed.Ok<>(make.apply(value)));
  }

  @Override
  public void check(Node node, Use use, Checking checking) {
    if (!(node instanceof Node.Scalar scalar)) {
      checking.add(Texts.shape(node, use, named));
      return;
    }
    Texts.check(scalar, kind, use, checking)
        .map(make)
        .ifPresent(made -> reportMisfit(scalar, made, checking.problems()));
  }

  private static void reportMisfit(Node.Scalar scalar, Parsed<?> made, Problems problems) {
    if (made instanceof Parsed.Bad<?>(Finding finding)) {
      problems.add(scalar, finding);
    }
  }

  @Override
  public @Nullable Object bind(Node node, Use use, Binding binding) {
    Node.Scalar scalar = (Node.Scalar) node;
    return switch (binding.value(scalar, kind, use)) {
      case Value.Known known -> made(scalar, known, binding);
      case Value.Unknown(String shown) -> neutral == null ? make(shown) : neutral;
      default -> null;
    };
  }

  private @Nullable Object made(Node.Scalar scalar, Value.Known known, Binding binding) {
    return switch (make.apply(known)) {
      case Parsed.Ok<?>(Object value) -> value;
      case Parsed.Bad<?>(Finding finding) -> {
        binding.refuse(Problems.of(scalar, finding));
        yield null;
      }
    };
  }

  private @Nullable Object make(String shown) {
    return make.apply(new Value.Text(shown)) instanceof Parsed.Ok<?>(Object value) ? value : null;
  }

  /** What does not fit, marking all of it. */
  static <T> Parsed<T> misfit(String text, String expected, String help) {
    return new Parsed.Bad<>(
        new Finding(
            E143.name(),
            0,
            text.length(),
            Problems.quoted(text) + " is not " + expected,
            "",
            List.of(),
            List.of(help)));
  }

  @Override
  public Map<String, Object> schema() {
    return Schemas.scalar(kind);
  }
}
