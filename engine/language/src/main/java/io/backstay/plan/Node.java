package io.backstay.plan;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What a plan file says, before anything is made of it; every scalar is text. */
public sealed interface Node {
  /** Where it starts; for scalars all of it, for the rest its first characters. */
  Position position();

  /** What stands under these keys, one below the other; empty when nothing does. */
  default Optional<Node> inside(String... keys) {
    Optional<Node> found = Optional.of(this);
    for (String key : keys) {
      found =
          found
              .filter(Fields.class::isInstance)
              .flatMap(fields -> ((Fields) fields).field(key))
              .map(Field::value);
    }
    return found;
  }

  /**
   * A text.
   *
   * @param text its characters, unescaped
   * @param style how it is written
   * @param position where; of a text over several lines, the first
   * @param places where each of its characters stands
   */
  record Scalar(String text, Style style, Position position, Places places) implements Node {
    /** Where a part of it stands. */
    public Position at(int offset, int length) {
      return places.at(offset, length);
    }
  }

  /** How a text is written. */
  enum Style {
    /** Bare. */
    PLAIN,
    /** In quotes. */
    QUOTED,
    /** Indented below a {@code |} or {@code >}. */
    BLOCK
  }

  /** Where each character of a text stands in its file. */
  @FunctionalInterface
  interface Places {
    /** The marked characters of a part of the text. */
    Position at(int offset, int length);
  }

  /**
   * A list.
   *
   * @param items its elements
   * @param position where it starts
   */
  record Items(List<Node> items, Position position) implements Node {
    /** Copies the list. */
    public Items {
      items = List.copyOf(items);
    }

    /** The same list of other elements, each made of one of these. */
    Items each(UnaryOperator<Node> other) {
      return new Items(items.stream().map(other).toList(), position);
    }
  }

  /**
   * A map, its keys in the order they are written; no key appears twice.
   *
   * @param fields keys and values
   * @param position where it starts
   */
  record Fields(List<Field> fields, Position position) implements Node {
    /** Copies the list. */
    public Fields {
      fields = List.copyOf(fields);
    }

    /** The same keys with other values, each made of what is there. */
    Fields each(Function<Field, Node> value) {
      return new Fields(
          fields.stream().map(field -> new Field(field.key(), value.apply(field))).toList(),
          position);
    }

    /** The field of this name. */
    public Optional<Field> field(String name) {
      return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }
  }

  /**
   * A key and its value.
   *
   * @param key the key
   * @param value the value
   */
  record Field(Scalar key, Node value) {
    /** The key's text. */
    public String name() {
      return key.text();
    }
  }
}
