package io.backstay.expr;

import java.util.List;

/** A value of one kind where another is needed. */
final class Mismatch {
  private Mismatch() {}

  /** As the value of a parameter. */
  static Finding place(Expr expr, Expected expected, Kind given) {
    Kind needed = expected.kind();
    Finding finding =
        at(
            expr,
            "`%s` expects %s, this is %s"
                .formatted(expected.place(), needed.named(), given.named()));
    if (needed == Kind.SECRET) {
      return finding.help("declare where it comes from under `secrets:`");
    }
    if (needed == Kind.BOOLEAN) {
      return finding.help(comparison(expr, given));
    }
    return Kinds.hasText(needed) && given instanceof Kind.ListOf
        ? finding.help("join its elements: " + expr.text() + " | join(', ')")
        : finding;
  }

  /** As something that is true or false. */
  static Finding condition(Expr expr, Kind given) {
    return at(expr, "a condition is true or false, this is " + given.named())
        .help(comparison(expr, given));
  }

  /** As a part of a text. */
  static Finding text(Expr expr, Kind given) {
    return at(expr, given.named() + " cannot be part of a text")
        .help("join its elements: " + expr.text() + " | join(', ')");
  }

  /** As what a filter is given. */
  static Finding filter(Expr.Filtering use, Kind given) {
    String message =
        "`%s` expects %s, it is given %s"
            .formatted(use.filter().word(), use.filter().needs().named(), given.named());
    return Finding.of("E302", use.offset(), use.length(), message);
  }

  /** As a value, which a group of names does not have. */
  static Finding group(Expr.Name name, Entry entry) {
    List<String> members =
        entry.members().keySet().stream().sorted().map(it -> name.path() + "." + it).toList();
    return at(name, "`" + name.path() + "` has no value of its own")
        .help("name one of its members: " + Finding.listed(members));
  }

  /** As one more element of a list. */
  static Finding list(Expr.Items items) {
    return at(items, "the elements of a list must all be of one kind");
  }

  /** As one more choice. */
  static Finding choices(Expr.Otherwise otherwise) {
    return at(otherwise, "the two sides of `??` must be of one kind");
  }

  private static Finding at(Expr expr, String message) {
    return Finding.of("E302", expr.offset(), expr.length(), message);
  }

  private static String comparison(Expr expr, Kind kind) {
    String test =
        switch (kind) {
          case Kind.ListOf list -> " != []";
          case Kind.Scalar scalar ->
              switch (scalar) {
                case STRING, PATH -> " != ''";
                case INTEGER, NUMBER -> " != 0";
                case DURATION -> " > 0s";
                case SIZE -> " > 0B";
                case BOOLEAN, PERCENT, TIMESTAMP, SECRET, NULL, ANY -> " != null";
              };
        };
    return "compare it: " + expr.text() + test;
  }
}
