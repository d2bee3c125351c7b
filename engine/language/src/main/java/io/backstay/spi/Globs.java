package io.backstay.spi;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;

/**
 * Patterns over the paths below a root. Without a slash inside a pattern is about names at any
 * depth; with one it is about the whole path below the root. A slash at its end makes it one for
 * directories only. {@code *} stays within a name, {@code **} does not.
 */
public final class Globs {
  private final List<Glob> globs;

  /** These patterns. */
  public Globs(List<String> patterns) {
    globs = patterns.stream().flatMap(Glob::of).toList();
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return globs.isEmpty();
  }

  /**
   * Whether one of them means an entry.
   *
   * @param relative its path below the root
   * @param directory whether it is one
   */
  public boolean match(Path relative, boolean directory) {
    Path name = relative.getFileName();
    for (Glob glob : globs) {
      if (glob.matches(relative, name, directory)) {
        return true;
      }
    }
    return false;
  }

  /** A pattern, and what every path that matches it begins with: most are told apart by that. */
  private record Glob(
      String opening, PathMatcher matcher, boolean anchored, boolean directoriesOnly) {
    private static final String SPECIAL = "*?[{\\";

    static Stream<Glob> of(String pattern) {
      boolean directories = pattern.endsWith("/");
      String bare = directories ? pattern.substring(0, pattern.length() - 1) : pattern;
      String glob = bare.startsWith("/") ? bare.substring(1) : bare;
      // In the JDK's globs a leading `**/` wants at least one directory; people do not.
      Stream<String> all =
          glob.startsWith("**/") ? Stream.of(glob, glob.substring(3)) : Stream.of(glob);
      return all.map(
          g ->
              new Glob(
                  opening(g),
                  FileSystems.getDefault().getPathMatcher("glob:" + g),
                  bare.indexOf('/') >= 0,
                  directories));
    }

    private static String opening(String glob) {
      int end = 0;
      while (end < glob.length() && SPECIAL.indexOf(glob.charAt(end)) < 0) {
        end++;
      }
      return glob.substring(0, end);
    }

    boolean matches(Path relative, Path name, boolean directory) {
      Path path = anchored ? relative : name;
      return (directory || !directoriesOnly)
          && path.toString().startsWith(opening)
          && matcher.matches(path);
    }
  }
}
