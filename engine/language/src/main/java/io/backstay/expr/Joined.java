package io.backstay.expr;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Puts a text together from its parts. */
final class Joined {
  private Joined() {}

  /** A text; unknown or hidden as soon as one of its parts is. */
  static Value of(List<Value> parts) {
    Optional<Value> misfit = first(parts, Value.Misfit.class);
    if (misfit.isPresent()) {
      return misfit.get();
    }
    if (first(parts, Value.Unknown.class).isPresent()) {
      return new Value.Unknown(shown(parts));
    }
    return first(parts, Value.Hidden.class).isPresent()
        ? new Value.Hidden(parts.stream().flatMap(part -> pieces(part).stream()).toList())
        : new Value.Text(shown(parts));
  }

  private static Optional<Value> first(List<Value> parts, Class<? extends Value> type) {
    return parts.stream().filter(type::isInstance).findFirst();
  }

  private static String shown(List<Value> parts) {
    return parts.stream().map(Joined::shown).collect(Collectors.joining());
  }

  private static String shown(Value part) {
    return switch (part) {
      case Value.Known known -> known.text();
      case Value.Unknown unknown -> unknown.shown();
      default -> part.toString();
    };
  }

  private static List<Value.Piece> pieces(Value part) {
    return part instanceof Value.Hidden(List<Value.Piece> pieces)
        ? pieces
        : List.of(new Value.Piece.Plain(shown(part)));
  }
}
