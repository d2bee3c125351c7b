package io.backstay.run.stream;

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
final class Globs {
  private final List<Glob> globs;

  Globs(List<String> patterns) {
    globs = patterns.stream().flatMap(Glob::of).toList();
  }

  boolean isEmpty() {
    return globs.isEmpty();
  }

  boolean match(Path relative, boolean directory) {
    for (Glob glob : globs) {
      if (glob.matches(relative, directory)) {
        return true;
      }
    }
    return false;
  }

  private record Glob(PathMatcher matcher, boolean anchored, boolean directoriesOnly) {
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
                  FileSystems.getDefault().getPathMatcher("glob:" + g),
                  bare.indexOf('/') >= 0,
                  directories));
    }

    boolean matches(Path relative, boolean directory) {
      return (directory || !directoriesOnly)
          && matcher.matches(anchored ? relative : relative.getFileName());
    }
  }
}
