package io.backstay.plan;

import io.backstay.expr.Kind;
import io.backstay.expr.Parsed;
import io.backstay.expr.ScalarReader;
import io.backstay.expr.Span;
import io.backstay.expr.Value;
import io.backstay.spi.Facts;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Facts, which are JSON-shaped, as values of expressions. */
final class FactValues {
  private FactValues() {}

  /**
   * A fact.
   *
   * @param path with dots between names of nested maps
   * @param kind what it was announced as; null for anything
   */
  static Value value(Facts facts, String path, @Nullable Kind kind, ZoneId zone) {
    Optional<Object> found = facts.get(path);
    if (found.isEmpty()) {
      found = nested(facts.values(), path);
    }
    return found
        .map(fact -> value(fact, kind == null ? Kind.ANY : kind, zone))
        .orElse(new Value.Absent());
  }

  private static Optional<Object> nested(Map<?, ?> map, String path) {
    String[] parts = path.split("\\.", 2);
    Object inner = map.get(parts[0]);
    if (parts.length == 1) {
      return Optional.ofNullable(inner);
    }
    return inner instanceof Map<?, ?> deeper ? nested(deeper, parts[1]) : Optional.empty();
  }

  private static Value value(Object fact, Kind kind, ZoneId zone) {
    return switch (fact) {
      case Boolean truth -> new Value.Truth(truth);
      case List<?> list ->
          new Value.Items(
              list.stream()
                  .<Value.Known>map(item -> new Value.Text(String.valueOf(item)))
                  .toList());
      case Instant instant -> new Value.Moment(instant.atZone(zone));
      case Duration duration -> Span.of(duration);
      case Integer whole when kind != Kind.SIZE -> new Value.Whole(whole);
      case Long whole when kind != Kind.SIZE -> new Value.Whole(whole);
      case Double number -> new Value.Decimal(BigDecimal.valueOf(number));
      default -> read(fact.toString(), kind, zone);
    };
  }

  private static Value read(String text, Kind kind, ZoneId zone) {
    return new ScalarReader(zone).read(kind, text)
            instanceof Parsed.Ok<? extends Value.Known>(Value.Known known)
        ? known
        : new Value.Text(text);
  }
}
