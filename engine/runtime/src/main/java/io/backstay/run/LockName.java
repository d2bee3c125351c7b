package io.backstay.run;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Names of locks that mean places: who holds one holds everything below it, and keeps everybody out
 * who wants something above it.
 */
final class LockName {
  private static final String PLACE = "path ";

  private LockName() {}

  /** The name of a place; its symbolic links are resolved. */
  static String of(Path real) {
    return PLACE + real;
  }

  /** Whether two names cannot be held by two runs at once. */
  static boolean clash(String one, String other) {
    return one.equals(other)
        || place(one)
            .flatMap(a -> place(other).map(b -> a.startsWith(b) || b.startsWith(a)))
            .orElse(false);
  }

  /** Where it is, when it is the name of a place. */
  static Optional<Path> place(String name) {
    return name.startsWith(PLACE)
        ? Optional.of(Path.of(name.substring(PLACE.length())))
        : Optional.empty();
  }
}
