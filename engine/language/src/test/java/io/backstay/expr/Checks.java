package io.backstay.expr;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks expressions against the names of {@link Scopes#PLAN}. */
final class Checks {
  static final Expected ANYTHING = Expected.of("value", Kind.ANY);
  static final Expected TEXT = Expected.of("to", Kind.STRING);

  private Checks() {}

  static Checked check(Expr expr, Expected expected) {
    return Checker.check(expr, Scopes.PLAN, expected);
  }

  static Finding only(Checked checked) {
    assertThat(checked.findings()).hasSize(1);
    return checked.findings().getFirst();
  }

  static Finding condition(String text) {
    return only(check(Exprs.bare(text), Expected.condition("when")));
  }
}
