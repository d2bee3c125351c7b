package io.backstay.expr;

/** A value that may be absent where one must be. */
final class Doubt {
  private Doubt() {}

  static Finding of(Expr expr, Kind kind, String why) {
    if (kind == Kind.NULL) {
      return Finding.of(
          "E302", expr.offset(), expr.length(), "a value must stand here, not `null`");
    }
    return Finding.of(
            "E307", expr.offset(), expr.length(), Finding.quoted(expr.text()) + " may be absent")
        .label(why)
        .note("what is absent is never taken for an empty text, zero or false")
        .help("say what to use then: " + expr.text() + " ?? " + substitute(kind));
  }

  private static String substitute(Kind kind) {
    return switch (kind) {
      case Kind.ListOf list -> "[]";
      case Kind.Scalar scalar ->
          switch (scalar) {
            case INTEGER, NUMBER -> "0";
            case BOOLEAN -> "false";
            case DURATION -> "0s";
            case SIZE -> "0B";
            case STRING, PATH, NULL, ANY -> "'none'";
            case PERCENT, TIMESTAMP, SECRET -> "…";
          };
    };
  }
}
