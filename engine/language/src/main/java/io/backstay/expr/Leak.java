package io.backstay.expr;

/** A secret where it would become visible. */
final class Leak {
  private Leak() {}

  static Finding of(Expr.Name name, Use use, String place) {
    Finding finding =
        Finding.of(
                "E303", name.offset(), name.length(), "a secret cannot be used in `" + place + "`")
            .label(use.danger());
    return (name.path().startsWith("secrets.")
            ? finding
            : finding.note("`" + name.path() + "` contains a secret, so it is one"))
        .note(
            "secrets are accepted only by parameters that expect one"
                + " (password, webhook, bearer, env values)");
  }
}
