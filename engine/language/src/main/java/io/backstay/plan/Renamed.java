package io.backstay.plan;

import io.backstay.expr.Renaming;
import java.util.Optional;
import java.util.function.Function;

/** Parts of a plan in which names mean something else, every character where it was written. */
final class Renamed {
  private Renamed() {}

  /** A scalar with another text. */
  static Node.Scalar scalar(Node.Scalar was, Renaming.Renamed renamed) {
    if (renamed.text().equals(was.text())) {
      return was;
    }
    return new Node.Scalar(
        renamed.text(),
        was.style(),
        was.position(),
        (offset, length) -> {
          Renaming.Place place = renamed.origin().of(offset, length);
          return was.at(place.offset(), place.length());
        });
  }

  /** Everything below a node. */
  static Node all(Node node, Function<String, Optional<String>> other) {
    return switch (node) {
      case Node.Scalar scalar -> scalar(scalar, Renaming.template(scalar.text(), other));
      case Node.Items items -> items.each(item -> all(item, other));
      case Node.Fields fields -> fields.each(field -> all(field.value(), other));
    };
  }
}
