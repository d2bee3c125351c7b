package io.backstay.expr;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be compared with what, and comparisons that can only have one outcome. */
final class Comparing {
  private static final ScalarReader READER = new ScalarReader(ZoneOffset.UTC);
  private static final List<Kind> UNQUOTED =
      List.of(Kind.INTEGER, Kind.NUMBER, Kind.BOOLEAN, Kind.DURATION, Kind.SIZE);

  private Comparing() {}

  /** Whether it is a test for absence, to which a value that may be absent is welcome. */
  static boolean asksForAbsence(Expr.Compare compare, Kind left, Kind right) {
    boolean equality =
        compare.comparison() == Comparison.EQUAL || compare.comparison() == Comparison.DIFFERENT;
    return equality && (left == Kind.NULL || right == Kind.NULL);
  }

  /** What is wrong with a comparison, if anything is. */
  static Optional<Finding> check(Expr.Compare compare, Kind left, Kind right, Scope scope) {
    return switch (compare.comparison()) {
      case EQUAL, DIFFERENT ->
          same(compare, left, right)
              .or(() -> never(compare.left(), compare.right(), scope))
              .or(() -> never(compare.right(), compare.left(), scope));
      case LESS, AT_MOST, MORE, AT_LEAST ->
          same(compare, left, right).or(() -> order(compare, left, right));
      case IN, NOT_IN -> element(compare, left, right, scope);
    };
  }

  private static Optional<Finding> same(Expr.Compare compare, Kind left, Kind right) {
    if (Kinds.comparable(left, right)) {
      return Optional.empty();
    }
    Finding finding =
        at("E306", compare, left.named() + " and " + right.named() + " cannot be compared");
    return Optional.of(
        unquoted(compare.left(), right)
            .or(() -> unquoted(compare.right(), left))
            .map(finding::help)
            .orElse(finding));
  }

  /** For a literal that would fit if it were written otherwise. */
  private static Optional<String> unquoted(Expr literal, Kind other) {
    if (other == Kind.DURATION
        && literal instanceof Expr.Literal it
        && it.value() instanceof Value.Whole) {
      return Optional.of("write a unit: %1$sd, %1$sh or the like".formatted(literal.text()));
    }
    return text(literal)
        .filter(text -> UNQUOTED.contains(other) && READER.read(other, text) instanceof Parsed.Ok)
        .map(text -> "write it without quotes: " + text);
  }

  private static Optional<String> text(Expr expr) {
    return expr instanceof Expr.Literal literal && literal.value() instanceof Value.Text text
        ? Optional.of(text.text())
        : Optional.empty();
  }

  private static Optional<Finding> order(Expr.Compare compare, Kind left, Kind right) {
    return Stream.of(left, right)
        .filter(kind -> !Kinds.ordered(kind))
        .findFirst()
        .map(kind -> at("E302", compare, kind.named() + " has no order"));
  }

  private static Optional<Finding> element(
      Expr.Compare compare, Kind left, Kind right, Scope scope) {
    if (right != Kind.ANY && !(right instanceof Kind.ListOf)) {
      String word = compare.comparison().symbol();
      return Optional.of(
          at(
                  "E302",
                  compare.right(),
                  "`%s` expects a list, this is %s".formatted(word, right.named()))
              .help("write a list: " + compare.left().text() + " " + word + " ['a', 'b']"));
    }
    if (right instanceof Kind.ListOf(Kind each) && !Kinds.comparable(left, each)) {
      return Optional.of(
          at(
              "E306",
              compare,
              left.named() + " is never among elements of which each is " + each.named()));
    }
    return compare.right() instanceof Expr.Items items
        ? items.items().stream()
            .flatMap(item -> never(compare.left(), item, scope).stream())
            .findFirst()
        : Optional.empty();
  }

  /** A text that a name can never be: a misspelt one would switch a step off without a word. */
  private static Optional<Finding> never(Expr name, Expr literal, Scope scope) {
    return values(name, scope)
        .flatMap(
            values ->
                text(literal)
                    .filter(text -> !values.contains(text))
                    .map(text -> never(name, literal, text, values)));
  }

  private static Finding never(Expr name, Expr literal, String text, List<String> values) {
    Finding finding = at("E306", literal, "`" + name.text() + "` is never " + literal.text());
    return Nearest.to(text, values)
        .map(near -> finding.didYouMean("'" + near + "'"))
        .orElse(finding)
        .help(
            "it is one of: "
                + Finding.listed(values.stream().filter(it -> !it.isEmpty()).toList()));
  }

  /** The only texts that a name can be, if it is not free. */
  private static Optional<List<String>> values(Expr expr, Scope scope) {
    return expr instanceof Expr.Name name
        ? scope.find(name.parts()).map(Entry::values).filter(values -> !values.isEmpty())
        : Optional.empty();
  }

  private static Finding at(String code, Expr expr, String message) {
    return Finding.of(code, expr.offset(), expr.length(), message);
  }
}
