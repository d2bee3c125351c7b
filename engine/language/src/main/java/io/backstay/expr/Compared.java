package io.backstay.expr;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;

/** What comparisons come to, as far as both sides are known. */
final class Compared {
  private Compared() {}

  /** Whether two values are the same. Here alone nothing is as good as something. */
  static Value same(Expr.Compare where, Value left, Value right) {
    boolean nothing = left instanceof Value.Absent || right instanceof Value.Absent;
    return open(left, right)
        .orElseGet(
            () ->
                nothing
                    ? new Value.Truth(left.equals(right))
                    : known(where, left, right, Order::same));
  }

  /** Whether the order of two values is one that holds: the sign of left minus right. */
  static Value order(Expr.Compare where, Value left, Value right, IntPredicate holds) {
    return open(left, right)
        .orElseGet(
            () ->
                known(
                    where,
                    left,
                    right,
                    (one, other) -> Order.of(one, other).map(sign -> holds.test(sign))));
  }

  /** Whether a value is one of several; a known one can be found beside unknown ones. */
  static Value among(Expr.Compare where, Value left, List<? extends Value> elements) {
    Value outcome = new Value.Truth(false);
    for (Value element : elements) {
      Value same = same(where, left, element);
      if (same instanceof Value.Misfit || same.equals(new Value.Truth(true))) {
        return same;
      }
      outcome = same instanceof Value.Unknown ? same : outcome;
    }
    return outcome;
  }

  static Value negated(Value outcome) {
    return outcome instanceof Value.Truth truth ? new Value.Truth(!truth.value()) : outcome;
  }

  /** What two values come to whatever is done with them, unless both are settled. */
  private static Optional<Value> open(Value left, Value right) {
    if (left instanceof Value.Misfit || right instanceof Value.Misfit) {
      return Optional.of(left instanceof Value.Misfit ? left : right);
    }
    return left instanceof Value.Unknown || right instanceof Value.Unknown
        ? Optional.of(new Value.Unknown())
        : Optional.empty();
  }

  private static Value known(
      Expr.Compare where,
      Value left,
      Value right,
      BiFunction<Value.Known, Value.Known, Optional<Boolean>> compare) {
    Optional<Boolean> outcome =
        left instanceof Value.Known one && right instanceof Value.Known other
            ? compare.apply(one, other)
            : Optional.empty();
    return outcome.isPresent() ? new Value.Truth(outcome.get()) : incomparable(where);
  }

  private static Value incomparable(Expr.Compare where) {
    String message = Finding.quoted(where.text()) + " compares what cannot be compared";
    return new Value.Misfit(Finding.of("E306", where.offset(), where.length(), message));
  }
}
