package io.backstay.expr;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which kinds go together. */
final class Kinds {
  /** A path is a text, and a bare number a size in bytes. */
  private static final List<Set<Kind>> ALIKE =
      List.of(
          Set.of(Kind.STRING, Kind.PATH),
          Set.of(Kind.INTEGER, Kind.NUMBER),
          Set.of(Kind.INTEGER, Kind.SIZE));

  private static final Set<Kind> UNORDERED = Set.of(Kind.BOOLEAN, Kind.NULL, Kind.SECRET);

  private Kinds() {}

  /** Whether a value of one kind can stand where another is needed. */
  static boolean fits(Kind needed, Kind given) {
    if (needed instanceof Kind.ListOf(Kind element)) {
      return given == Kind.ANY || (given instanceof Kind.ListOf(Kind each) && fits(element, each));
    }
    if (needed == Kind.ANY || given == Kind.ANY || needed.equals(given)) {
      return true;
    }
    return switch ((Kind.Scalar) needed) {
      case STRING -> hasText(given);
      case PATH -> given == Kind.STRING;
      case NUMBER, SIZE -> given == Kind.INTEGER;
      default -> false;
    };
  }

  /** Whether a value of a kind can be part of a text. */
  static boolean hasText(Kind kind) {
    return kind instanceof Kind.Scalar && kind != Kind.NULL;
  }

  /** Whether two kinds can be compared with one another. */
  static boolean comparable(Kind one, Kind other) {
    if (one instanceof Kind.ListOf(Kind element) && other instanceof Kind.ListOf(Kind each)) {
      return comparable(element, each);
    }
    return one.equals(other)
        || one == Kind.ANY
        || other == Kind.ANY
        || ALIKE.stream().anyMatch(alike -> alike.contains(one) && alike.contains(other));
  }

  /** Whether values of a kind can be put in order. */
  static boolean ordered(Kind kind) {
    return kind instanceof Kind.Scalar && !UNORDERED.contains(kind);
  }

  /** The kind of a value that is one of several; empty if they have none in common. */
  static Optional<Kind> common(List<Kind> kinds) {
    Optional<Kind> common = Optional.of(kinds.isEmpty() ? Kind.ANY : kinds.getFirst());
    for (Kind kind : kinds) {
      common = common.flatMap(it -> common(it, kind));
    }
    return common;
  }

  /** The kind of a value that is one of two; empty if they have none in common. */
  static Optional<Kind> common(Kind one, Kind other) {
    if (one instanceof Kind.ListOf(Kind element) && other instanceof Kind.ListOf(Kind each)) {
      return common(element, each).map(Kind.ListOf::new);
    }
    if (one.equals(other) || other == Kind.NULL || one == Kind.ANY) {
      return Optional.of(one);
    }
    if (one == Kind.NULL || other == Kind.ANY) {
      return Optional.of(other);
    }
    return comparable(one, other) ? Optional.of(wider(one, other)) : Optional.empty();
  }

  private static Kind wider(Kind one, Kind other) {
    return fits(one, other) ? one : other;
  }
}
