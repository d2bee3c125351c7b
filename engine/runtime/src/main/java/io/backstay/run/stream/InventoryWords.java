package io.backstay.run.stream;

import io.backstay.run.stream.Member.Type;
import java.util.Locale;

/** How an inventory spells the types of members. */
final class InventoryWords {
  private InventoryWords() {}

  static String of(Type type) {
    return type.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The type of a word.
   *
   * @throws IllegalArgumentException for a word nobody writes
   */
  static Type type(String word) {
    return Type.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
