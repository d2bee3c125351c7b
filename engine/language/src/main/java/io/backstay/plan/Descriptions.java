package io.backstay.plan;

import io.backstay.spi.Doc;
import io.backstay.spi.Type;

/** What types say about themselves, wherever their author has written it. */
final class Descriptions {
  private Descriptions() {}

  /** The description on the type, or on its parameters. */
  static String of(Type<?> type) {
    Doc doc = type.getClass().getAnnotation(Doc.class);
    return doc != null ? doc.value() : Shape.of(type.params()).doc();
  }
}
