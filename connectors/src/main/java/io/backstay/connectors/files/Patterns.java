package io.backstay.connectors.files;

import io.backstay.spi.Refusal;
import java.nio.file.FileSystems;
import java.util.regex.PatternSyntaxException;

/** Globs of plans, and globs for what must be named exactly. */
final class Patterns {
  private Patterns() {}

  /** Refuses what no pattern can be. */
  static void refuseUnreadable(String parameter, String pattern) {
    if (pattern.isEmpty() || pattern.startsWith("../") || pattern.contains("/../")) {
      throw new Refusal(
          "E211", parameter, "`" + pattern + "` does not stay below the source's path", null);
    }
    try {
      FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    } catch (PatternSyntaxException e) {
      throw new Refusal(
          "E211", parameter, "`" + pattern + "` is not a pattern: " + e.getDescription(), null);
    }
  }

  /** The pattern for one name directly below the root, and no other. */
  static String exactly(String name) {
    return "/" + name.replaceAll("[\\\\*?\\[\\]{}]", "\\\\$0");
  }
}
