package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E142;
import static io.backstay.plan.ProblemCode.E309;

import io.backstay.expr.Checker;
import io.backstay.expr.Expected;
import io.backstay.expr.Expr;
import io.backstay.expr.Finding;
import io.backstay.expr.Kind;
import io.backstay.expr.Parsed;
import io.backstay.expr.Value;
import java.util.Optional;

/** Scalars with {@code ${…}} in them, and scalars that must have none. */
final class Texts {
  private Texts() {}

  /** Whether an expression is part of it. */
  static boolean templated(String text) {
    return text.replace("$${", "").contains("${");
  }

  /**
   * Checks a scalar as a kind.
   *
   * @return its value, when it is written out and right
   */
  static Optional<Value.Known> check(Node.Scalar scalar, Kind kind, Use use, Checking checking) {
    if (nothing(scalar)) {
      checking.add(missing(scalar, use));
      return Optional.empty();
    }
    switch (Expr.template(scalar.text())) {
      case Parsed.Bad<Expr>(Finding finding) -> checking.problems().add(scalar, finding);
      case Parsed.Ok<Expr>(Expr expr) -> {
        if (expr instanceof Expr.Literal literal && literal.value() instanceof Value.Known value) {
          return literal(scalar, value.text(), kind, checking);
        }
        Expected expected = Expected.of(use.key(), kind);
        Checker.check(expr, checking.scope(), use.optional() ? expected.orAbsent() : expected)
            .findings()
            .forEach(finding -> checking.problems().add(scalar, finding));
      }
    }
    return Optional.empty();
  }

  private static Optional<Value.Known> literal(
      Node.Scalar scalar, String text, Kind kind, Checking checking) {
    return switch (checking.scalars().read(kind, text)) {
      case Parsed.Ok<? extends Value.Known>(Value.Known value) -> Optional.of(value);
      case Parsed.Bad<? extends Value.Known>(Finding finding) -> {
        checking.problems().add(scalar, finding);
        yield Optional.empty();
      }
    };
  }

  /** A text that is taken as it is; empty after a problem was found. */
  static Optional<String> writtenOut(Node node, Use use, Problems problems) {
    if (!(node instanceof Node.Scalar scalar)) {
      problems.add(shape(node, use, "a text"));
      return Optional.empty();
    }
    if (nothing(scalar)) {
      problems.add(missing(scalar, use));
      return Optional.empty();
    }
    if (templated(scalar.text())) {
      int at = scalar.text().indexOf("${");
      problems.add(
          Problem.of(
                  E309,
                  scalar.at(at, scalar.text().length() - at),
                  "`" + use.key() + "` is written out: no expression can stand here")
              .note("it has to be known before any variable is"));
      return Optional.empty();
    }
    return Optional.of(scalar.text().replace("$${", "${"));
  }

  /** Whether there is a key, and nothing after it. */
  static boolean nothing(Node node) {
    return node instanceof Node.Scalar scalar
        && scalar.text().isEmpty()
        && scalar.style() == Node.Style.PLAIN;
  }

  static Problem missing(Node node, Use use) {
    return Problem.of(E142, node.position(), "`" + use.key() + "` has no value")
        .help("give it one, or remove the key; an empty text is written ''");
  }

  static Problem shape(Node node, Use use, String expected) {
    String is =
        switch (node) {
          case Node.Scalar ignored -> "a text";
          case Node.Items ignored -> "a list";
          case Node.Fields ignored -> "a map";
        };
    return Problem.of(E142, node.position(), "`" + use.key() + "` is " + expected + ", not " + is)
        .label(is);
  }
}
