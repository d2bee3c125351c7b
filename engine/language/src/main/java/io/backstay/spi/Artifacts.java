package io.backstay.spi;

import java.nio.file.FileSystems;
import java.nio.file.Path;

/**
 * A pattern over the logical names of a set's artifacts: {@code all}, a name, or a glob.
 *
 * @param pattern as written
 */
public record Artifacts(String pattern) {
  /** Every artifact; over an empty set it fails rather than passing vacuously. */
  public static final Artifacts ALL = new Artifacts("all");

  /** Whether this is the word {@code all}. */
  public boolean all() {
    return pattern.equals("all");
  }

  /** Whether it contains glob characters and may therefore match several artifacts, or none. */
  public boolean glob() {
    return pattern.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
  }

  /** Whether the artifact of this logical name is meant. */
  public boolean matches(String name) {
    if (all() || pattern.equals(name)) {
      return true;
    }
    return glob()
        && FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(Path.of(name));
  }
}
