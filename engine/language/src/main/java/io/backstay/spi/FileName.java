package io.backstay.spi;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Which texts of a plan may become names of files: one rule for everything that does, so that none
 * of them is found out at the end of a long run.
 */
public final class FileName {
  /** In bytes. File systems take 255; the rest is for what is added while a file is written. */
  public static final int LONGEST = 200;

  /** In bytes, of a path below a store; the store's own path comes before it. */
  public static final int LONGEST_PATH = 1000;

  /** What is kept beside the sets of a store. */
  private static final String OURS = ".backstay";

  private FileName() {}

  /** Whether it is one name that no tool takes for a path, a hidden file or an option. */
  public static boolean usable(String text) {
    return segment(text) && !text.startsWith(".");
  }

  /**
   * Whether it is a path that stays below where it starts and apart from what is backstay's there:
   * nothing, or names with a slash between them and perhaps one at the end.
   */
  public static boolean usablePath(String text) {
    String path = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    if (text.isEmpty()) {
      return true;
    }
    List<String> segments = List.of(path.split("/", -1));
    return bytes(path) <= LONGEST_PATH
        && segments.stream().allMatch(FileName::segment)
        && !segments.getFirst().equals(OURS);
  }

  private static boolean segment(String text) {
    return !text.isEmpty()
        && bytes(text) <= LONGEST
        && !text.startsWith("-")
        && !text.equals(".")
        && !text.equals("..")
        && text.codePoints().allMatch(FileName::possible);
  }

  private static boolean possible(int c) {
    return c != '/'
        && c != '\\'
        && !Character.isISOControl(c)
        // No encoding has bytes for half a character.
        && Character.getType(c) != Character.SURROGATE;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
