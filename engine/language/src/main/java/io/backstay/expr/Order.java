package io.backstay.expr;

import java.math.BigDecimal;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/** Which of two known values comes first, and whether they are the same. */
final class Order {
  private Order() {}

  /** The sign of the difference; empty if the two have no order. */
  static Optional<Integer> of(Value.Known left, Value.Known right) {
    return switch (left) {
      case Value.Text(String one) when right instanceof Value.Text(String other) ->
          sign(one.compareTo(other));
      case Value.Moment(ZonedDateTime one)
          when right instanceof Value.Moment(ZonedDateTime other) ->
          sign(one.toInstant().compareTo(other.toInstant()));
      case Span one when right instanceof Span other -> sign(one.compareTo(other));
      case Percent one when right instanceof Percent other -> sign(one.compareTo(other));
      default -> numbers(left, right);
    };
  }

  /** Whether the two are the same; empty if they cannot be compared. */
  static Optional<Boolean> same(Value.Known left, Value.Known right) {
    if (left instanceof Value.Truth && right instanceof Value.Truth) {
      return Optional.of(left.equals(right));
    }
    return left instanceof Value.Items(List<Value.Known> one)
            && right instanceof Value.Items(List<Value.Known> other)
        ? all(one, other)
        : of(left, right).map(sign -> sign == 0);
  }

  /** Element by element; elements that cannot be compared count only where lengths agree. */
  private static Optional<Boolean> all(List<Value.Known> one, List<Value.Known> other) {
    boolean same = one.size() == other.size();
    for (int i = 0; same && i < one.size(); i++) {
      Optional<Boolean> each = same(one.get(i), other.get(i));
      if (each.isEmpty()) {
        return each;
      }
      same = each.get();
    }
    return Optional.of(same);
  }

  /** A bare number is a number of bytes beside a size. */
  private static Optional<Integer> numbers(Value.Known left, Value.Known right) {
    boolean size = left instanceof Size || right instanceof Size;
    boolean decimal = left instanceof Value.Decimal || right instanceof Value.Decimal;
    return size && decimal
        ? Optional.empty()
        : number(left).flatMap(one -> number(right).flatMap(other -> sign(one.compareTo(other))));
  }

  private static Optional<BigDecimal> number(Value.Known value) {
    return switch (value) {
      case Value.Whole whole -> Optional.of(BigDecimal.valueOf(whole.value()));
      case Value.Decimal decimal -> Optional.of(decimal.value());
      case Size size -> Optional.of(BigDecimal.valueOf(size.bytes()));
      default -> Optional.empty();
    };
  }

  private static Optional<Integer> sign(int difference) {
    return Optional.of(Integer.signum(difference));
  }
}
