package io.backstay.expr;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Holds values against what is needed. The checker has done the same with kinds; what is refused
 * here was of no known kind then.
 */
final class Fit {
  private static final Set<Kind> MAY_HIDE = Set.of(Kind.STRING, Kind.PATH, Kind.SECRET, Kind.ANY);

  private Fit() {}

  /** The value as the kind that is needed; unknown and absent values fit everywhere. */
  static Value to(Kind needed, Value value, Expr expr) {
    return switch (value) {
      case Value.Known known -> {
        Optional<Value.Known> fits = known(needed, known);
        yield fits.isPresent() ? fits.get() : misfit(expr, known.kind().named(), needed);
      }
      case Value.Hidden hidden ->
          MAY_HIDE.contains(needed) ? hidden : misfit(expr, "a secret", needed);
      case Value.Unknown unknown -> unknown;
      case Value.Absent absent -> absent;
      case Value.Misfit misfit -> misfit;
    };
  }

  /** The value, which must be there. */
  static Value present(Value value, Expr expr) {
    return value instanceof Value.Absent ? misfit(expr, "absent", Kind.ANY) : value;
  }

  /** The value, which must not be a secret. */
  static Value shown(Value value, Expr expr) {
    return value instanceof Value.Hidden ? misfit(expr, "a secret", Kind.ANY) : value;
  }

  static Value.Misfit misfit(Expr expr, String given, Kind needed) {
    String message =
        Finding.quoted(expr.text()) + " is " + given + ", but " + needed.named() + " is needed";
    return new Value.Misfit(Finding.of("E302", expr.offset(), expr.length(), message));
  }

  /** The value as the kind that is needed, if it can be. */
  static Optional<Value.Known> known(Kind needed, Value.Known value) {
    return switch (needed) {
      case Kind.ListOf(Kind element) ->
          value instanceof Value.Items(List<Value.Known> values)
              ? elements(element, values)
              : Optional.empty();
      case Kind.Scalar scalar -> scalar(scalar, value);
    };
  }

  private static Optional<Value.Known> elements(Kind element, List<Value.Known> values) {
    List<Value.Known> fitting =
        values.stream().flatMap(value -> known(element, value).stream()).toList();
    return fitting.size() == values.size()
        ? Optional.of(new Value.Items(fitting))
        : Optional.empty();
  }

  private static Optional<Value.Known> scalar(Kind.Scalar needed, Value.Known value) {
    Value.Known fitting =
        switch (value) {
          case Value.Whole(long bytes) when needed == Kind.SIZE && bytes >= 0 -> new Size(bytes);
          case Value.Whole(long whole) when needed == Kind.NUMBER ->
              new Value.Decimal(BigDecimal.valueOf(whole));
          case Value.Items list -> list;
          case Value.Known one when needed == Kind.STRING -> new Value.Text(one.text());
          case Value.Known one -> one;
        };
    boolean text = needed == Kind.PATH && fitting instanceof Value.Text;
    return text || needed == Kind.ANY || fitting.kind().equals(needed)
        ? Optional.of(fitting)
        : Optional.empty();
  }
}
