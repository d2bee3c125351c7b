package io.backstay.changes;

import io.backstay.expr.Kind;
import io.backstay.expr.Parsed;
import io.backstay.expr.Percent;
import io.backstay.expr.ScalarReader;
import io.backstay.expr.Size;
import io.backstay.expr.Span;
import io.backstay.expr.Value;
import io.backstay.plan.Cron;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether one amount, as plans write it, is more than another. */
final class Amounts {
  private static final ScalarReader READER = new ScalarReader(ZoneOffset.UTC);

  private Amounts() {}

  /** How the second compares with the first; empty when that cannot be said. */
  static Optional<Integer> compare(@Nullable String before, @Nullable String after) {
    if (before == null || after == null) {
      return Optional.empty();
    }
    return known(before).flatMap(one -> known(after).flatMap(other -> compare(one, other)));
  }

  private static Optional<Value.Known> known(String text) {
    for (Kind kind : new Kind[] {Kind.INTEGER, Kind.DURATION, Kind.SIZE, Kind.PERCENT}) {
      if (READER.read(kind, text) instanceof Parsed.Ok<? extends Value.Known> ok) {
        return Optional.of(ok.value());
      }
    }
    return Optional.empty();
  }

  private static Optional<Integer> compare(Value.Known before, Value.Known after) {
    return switch (before) {
      case Value.Whole one when after instanceof Value.Whole other ->
          Optional.of(Long.compare(other.value(), one.value()));
      case Span one when after instanceof Span other -> Optional.of(other.compareTo(one));
      case Size one when after instanceof Size other -> Optional.of(other.compareTo(one));
      case Percent one when after instanceof Percent other -> Optional.of(other.compareTo(one));
      default -> Optional.empty();
    };
  }

  /**
   * How the longest pause of a schedule compares with that of another; empty when neither is one.
   */
  static Optional<Integer> comparePauses(@Nullable String before, @Nullable String after) {
    return pause(before).flatMap(one -> pause(after).map(other -> other.compareTo(one)));
  }

  private static Optional<Duration> pause(@Nullable String cron) {
    return cron != null && Cron.parse(cron) instanceof Parsed.Ok<Cron> ok
        ? Optional.of(ok.value().longestGap())
        : Optional.empty();
  }
}
