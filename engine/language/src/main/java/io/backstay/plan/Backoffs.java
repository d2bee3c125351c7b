package io.backstay.plan;

import io.backstay.expr.Parsed;
import io.backstay.expr.Span;
import io.backstay.expr.Value;
import java.util.List;
import java.util.stream.Stream;

/** Reads {@code 10s..2m}. */
final class Backoffs {
  private Backoffs() {}

  static Parsed<Limits.Backoff> read(Value.Known value) {
    List<Span> ends =
        Stream.of(value.text().split("\\.\\.", -1)).flatMap(end -> span(end).stream()).toList();
    boolean range = ends.size() == 2 && ends.getFirst().compareTo(ends.getLast()) <= 0;
    boolean one = ends.size() == 1 && !value.text().contains("..");
    return range || one
        ? new Parsed.Ok<>(new Limits.Backoff(ends.getFirst().nominal(), ends.getLast().nominal()))
        : ScalarForm.misfit(
            value.text(), "a pause", "write the first and the longest pause: 10s..2m");
  }

  private static List<Span> span(String text) {
    return Span.parse(text) instanceof Parsed.Ok<Span>(Span span) ? List.of(span) : List.of();
  }
}
