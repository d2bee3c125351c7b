package io.backstay.expr;

/** Reads expressions that are expected to be right, or wrong. */
final class Exprs {
  private Exprs() {}

  static Expr bare(String text) {
    return right(Expr.bare(text));
  }

  static Expr template(String text) {
    return right(Expr.template(text));
  }

  private static Expr right(Parsed<Expr> parsed) {
    return switch (parsed) {
      case Parsed.Ok<Expr>(Expr expr) -> expr;
      case Parsed.Bad<Expr>(Finding finding) -> throw new AssertionError(finding);
    };
  }

  static Finding wrong(Parsed<Expr> parsed) {
    return switch (parsed) {
      case Parsed.Ok<Expr>(Expr expr) -> throw new AssertionError(expr);
      case Parsed.Bad<Expr>(Finding finding) -> finding;
    };
  }
}
