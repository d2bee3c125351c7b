package io.backstay.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Says what an expression comes to. Total: every checked expression comes to something, nothing is
 * changed by it, and what depends on something unknown is unknown unless it would be the same
 * whatever that turns out to be.
 */
public final class Evaluator {
  private final Lookup lookup;

  private Evaluator(Lookup lookup) {
    this.lookup = lookup;
  }

  /**
   * Evaluates an expression.
   *
   * @param expr the expression, checked
   * @param kind what the place needs where it stands
   * @param lookup what the names stand for
   * @return a known value of that kind, or one that is unknown, absent or hidden; a misfit if a
   *     value that could not be checked before turns out to be of another kind
   */
  public static Value evaluate(Expr expr, Kind kind, Lookup lookup) {
    Value value = new Evaluator(lookup).value(expr);
    return Fit.to(kind, value, expr);
  }

  private Value value(Expr expr) {
    return switch (expr) {
      case Expr.Literal literal -> literal.value();
      case Expr.Name name -> lookup.value(name.path());
      case Expr.Items items -> items(items);
      case Expr.Not not -> Compared.negated(condition(not.operand()));
      case Expr.Logic logic -> logic(logic);
      case Expr.Compare compare -> compare(compare);
      case Expr.Otherwise otherwise -> otherwise(otherwise.choices());
      case Expr.Piped piped -> piped(piped);
      case Expr.Template template -> template(template.parts());
    };
  }

  private Value items(Expr.Items items) {
    List<Value.Known> known = new ArrayList<>();
    boolean open = false;
    for (Expr item : items.items()) {
      switch (operand(item)) {
        case Value.Known value -> known.add(value);
        case Value.Unknown unknown -> open = true;
        case Value misfit -> {
          return misfit;
        }
      }
    }
    return open ? new Value.Unknown() : new Value.Items(known);
  }

  /** One operand can decide the outcome; until one does, an unknown one leaves it open. */
  private Value logic(Expr.Logic logic) {
    Value deciding = new Value.Truth(logic.connective() == Expr.Connective.OR);
    Value outcome = new Value.Truth(logic.connective() == Expr.Connective.AND);
    for (Expr operand : logic.operands()) {
      Value value = condition(operand);
      if (value.equals(deciding) || value instanceof Value.Misfit) {
        return value;
      }
      outcome = value instanceof Value.Unknown ? value : outcome;
    }
    return outcome;
  }

  private Value condition(Expr expr) {
    return Fit.to(Kind.BOOLEAN, operand(expr), expr);
  }

  private Value compare(Expr.Compare compare) {
    Value left = value(compare.left());
    return switch (compare.comparison()) {
      case EQUAL -> Compared.same(compare, left, value(compare.right()));
      case DIFFERENT -> Compared.negated(Compared.same(compare, left, value(compare.right())));
      case LESS -> order(compare, left, sign -> sign < 0);
      case AT_MOST -> order(compare, left, sign -> sign <= 0);
      case MORE -> order(compare, left, sign -> sign > 0);
      case AT_LEAST -> order(compare, left, sign -> sign >= 0);
      case IN -> among(compare, left);
      case NOT_IN -> Compared.negated(among(compare, left));
    };
  }

  private Value order(Expr.Compare compare, Value left, IntPredicate holds) {
    return Compared.order(compare, left, value(compare.right()), holds);
  }

  /** Whether a list contains a value; one that is written out may have unknown elements. */
  private Value among(Expr.Compare compare, Value left) {
    if (compare.right() instanceof Expr.Items items) {
      return Compared.among(compare, left, items.items().stream().map(this::value).toList());
    }
    return switch (operand(compare.right())) {
      case Value.Items list -> Compared.among(compare, left, list.values());
      case Value other -> Fit.to(Kind.LIST, other, compare.right());
    };
  }

  private Value otherwise(List<Expr> choices) {
    Value value = new Value.Absent();
    for (int i = 0; i < choices.size() && value instanceof Value.Absent; i++) {
      value = value(choices.get(i));
    }
    return value;
  }

  private Value piped(Expr.Piped piped) {
    Value value = value(piped.input());
    for (Expr.Filtering use : piped.filters()) {
      value =
          switch (value) {
            case Value.Known known -> Filters.apply(use, known);
            case Value.Unknown unknown -> new Value.Unknown();
            case Value.Hidden hidden -> Fit.misfit(piped.input(), "a secret", use.filter().needs());
            case Value.Absent absent -> absent;
            case Value.Misfit misfit -> misfit;
          };
    }
    return value;
  }

  private Value template(List<Expr> parts) {
    return Joined.of(
        parts.stream()
            .map(part -> Fit.to(Kind.STRING, Fit.present(value(part), part), part))
            .toList());
  }

  /** The value of a part that must be there and shown. */
  private Value operand(Expr expr) {
    return Fit.shown(Fit.present(value(expr), expr), expr);
  }
}
