package io.backstay.expr;

import java.util.List;
import java.util.stream.Collectors;

/** Writes an expression as a plan would have it, with no more brackets than it needs. */
final class Printer {
  /** How strongly an expression holds together, from {@code or} to names. */
  private enum Bond {
    OR,
    AND,
    NOT,
    COMPARE,
    OTHERWISE,
    PIPE,
    ATOM
  }

  private Printer() {}

  static String print(Expr expr) {
    return switch (expr) {
      case Expr.Literal literal -> literal(literal.value());
      case Expr.Name name -> name.path();
      case Expr.Items list -> "[" + join(list.items(), ", ", Bond.OR) + "]";
      case Expr.Not not -> "not " + within(Bond.COMPARE, not.operand());
      case Expr.Logic logic ->
          logic.connective() == Expr.Connective.OR
              ? join(logic.operands(), " or ", Bond.AND)
              : join(logic.operands(), " and ", Bond.NOT);
      case Expr.Compare it ->
          join(
              List.of(it.left(), it.right()), " " + it.comparison().symbol() + " ", Bond.OTHERWISE);
      case Expr.Otherwise otherwise -> join(otherwise.choices(), " ?? ", Bond.PIPE);
      case Expr.Piped piped -> within(Bond.ATOM, piped.input()) + filters(piped.filters());
      case Expr.Template template -> template(template.parts());
    };
  }

  private static Bond bond(Expr expr) {
    return switch (expr) {
      case Expr.Not not -> Bond.NOT;
      case Expr.Logic logic -> logic.connective() == Expr.Connective.OR ? Bond.OR : Bond.AND;
      case Expr.Compare compare -> Bond.COMPARE;
      case Expr.Otherwise otherwise -> Bond.OTHERWISE;
      case Expr.Piped piped -> Bond.PIPE;
      default -> Bond.ATOM;
    };
  }

  private static String within(Bond least, Expr expr) {
    String text = print(expr);
    return bond(expr).compareTo(least) < 0 ? "(" + text + ")" : text;
  }

  private static String join(List<Expr> exprs, String between, Bond least) {
    return exprs.stream().map(expr -> within(least, expr)).collect(Collectors.joining(between));
  }

  private static String literal(Value value) {
    return switch (value) {
      case Value.Text(String text) -> quoted(text);
      case Size size when size.text().chars().allMatch(Character::isDigit) -> size.text() + "B";
      case Value.Known known -> known.text();
      default -> "null";
    };
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String filters(List<Expr.Filtering> filters) {
    return filters.stream()
        .map(
            use ->
                " | "
                    + use.filter().word()
                    + use.argument().map(text -> "(" + quoted(text) + ")").orElse(""))
        .collect(Collectors.joining());
  }

  private static String template(List<Expr> parts) {
    return parts.stream().map(Printer::part).collect(Collectors.joining());
  }

  private static String part(Expr part) {
    return part instanceof Expr.Literal literal && literal.value() instanceof Value.Text text
        ? plain(text.text())
        : "${" + print(part) + "}";
  }

  /** Dollar signs at the end of a text would join what follows, so they become a value. */
  private static String plain(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '$') {
      end--;
    }
    String dollars = text.substring(end);
    return text.substring(0, end).replace("${", "$${")
        + (dollars.isEmpty() ? "" : "${" + quoted(dollars) + "}");
  }
}
