package io.backstay.set;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Which words from a manifest or a plan may become part of a key. */
final class SafeNames {
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._-]{0,127}");
  private static final int LONGEST = 255;

  private SafeNames() {}

  /** Whether this can be a set's id. */
  static boolean id(String text) {
    return ID.matcher(text).matches();
  }

  /**
   * Whether this can be the name of a stored object within a set: one path segment that no tool
   * takes for an option, a hidden file or a place of ours.
   */
  static boolean file(String text) {
    return segment(text) && !text.startsWith(".") && !text.startsWith("-");
  }

  /** Whether this can be the prefix of a set's keys: empty, or segments that end with a slash. */
  static boolean path(String text) {
    if (text.isEmpty()) {
      return true;
    }
    return text.endsWith("/") && key(text.substring(0, text.length() - 1));
  }

  /** Whether this can be a key, relative to a store, outside what is ours there. */
  static boolean key(String text) {
    for (String segment : text.split("/", -1)) {
      if (!segment(segment) || segment.startsWith("-")) {
        return false;
      }
    }
    return !text.startsWith(SetLayout.OURS) && !(text + "/").startsWith(SetLayout.OURS);
  }

  private static boolean segment(String text) {
    return !text.isEmpty()
        && text.getBytes(StandardCharsets.UTF_8).length <= LONGEST
        && !text.equals(".")
        && !text.equals("..")
        && text.indexOf('/') < 0
        && text.indexOf('\\') < 0
        && text.chars().noneMatch(Character::isISOControl);
  }
}
