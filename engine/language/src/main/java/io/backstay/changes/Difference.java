package io.backstay.changes;

import io.backstay.plan.Position;
import io.backstay.plan.SecretDecl;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A place where two plans differ.
 *
 * @param path from the top down
 * @param before what one has there; null for nothing
 * @param after what the other has there; null for nothing
 * @param position where the other says it; null when it does not
 */
record Difference(
    List<Label> path,
    @Nullable String before,
    @Nullable String after,
    @Nullable Position position) {
  private static final int LONGEST = 60;

  /**
   * A part of a path.
   *
   * @param text what people call it
   * @param type the key it is, or of an element of a list the key that says what it is
   */
  record Label(String text, String type) {}

  Difference {
    path = List.copyOf(path);
  }

  boolean added() {
    return before == null;
  }

  boolean removed() {
    return after == null;
  }

  /** The type at a depth; empty below the end. */
  String type(int depth) {
    return depth < path.size() ? path.get(depth).type() : "";
  }

  /** The same, seen from further down. */
  Difference below(int depth) {
    return new Difference(path.subList(depth, path.size()), before, after, position);
  }

  String last() {
    return path.getLast().type();
  }

  Change as(Effect effect, String note) {
    String where = path.stream().map(Label::text).collect(Collectors.joining("."));
    return new Change(effect, where, shown(before), shown(after), note, position);
  }

  private @Nullable String shown(@Nullable String text) {
    if (text != null && last().equals(SecretDecl.LITERAL)) {
      return Elements.HIDDEN;
    }
    return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }
}
