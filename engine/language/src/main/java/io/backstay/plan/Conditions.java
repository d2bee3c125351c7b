package io.backstay.plan;

import io.backstay.expr.Checker;
import io.backstay.expr.Expected;
import io.backstay.expr.Expr;
import io.backstay.expr.Finding;
import io.backstay.expr.Parsed;

/** Reads {@code when:}. */
final class Conditions {
  private static final Use USE = Use.required("when");

  private Conditions() {}

  /** The condition a modifier states; that it is one is found out by {@link #check}. */
  static Condition of(OneKey.Typed typed) {
    Node.Scalar when = typed.scalar("when");
    return when == null ? Condition.ALWAYS : new Condition(when.text(), when);
  }

  static void check(Node node, Checking checking) {
    if (!(node instanceof Node.Scalar scalar)) {
      checking.add(Texts.shape(node, USE, "a condition"));
      return;
    }
    if (Texts.nothing(scalar)) {
      checking.add(Texts.missing(scalar, USE));
      return;
    }
    switch (Expr.bare(scalar.text())) {
      case Parsed.Bad<Expr>(Finding finding) -> checking.problems().add(scalar, finding);
      case Parsed.Ok<Expr>(Expr expr) ->
          Checker.check(expr, checking.scope(), Expected.condition("when"))
              .findings()
              .forEach(finding -> checking.problems().add(scalar, finding));
    }
  }
}
