package io.backstay.run.stream;

import java.util.Locale;

/** How an inventory spells the types of members. */
final class InventoryWords {
  private InventoryWords() {}

  static String of(Member.Type type) {
    return switch (type) {
      case FILE -> "file";
      case DIRECTORY -> "directory";
      case SYMLINK -> "symlink";
      case HARDLINK -> "hardlink";
      case FIFO -> "fifo";
      case CHARACTER_DEVICE -> "character-device";
      case BLOCK_DEVICE -> "block-device";
    };
  }

  /**
   * The type of a word.
   *
   * @throws IllegalArgumentException for a word nobody writes
   */
  static Member.Type type(String word) {
    return Member.Type.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
