package io.backstay.connectors.files;

import io.backstay.spi.Globs;
import java.nio.file.Path;
import java.util.List;

/**
 * What a source takes of its tree, by the same patterns that its archive is made with.
 *
 * @param include what is taken, with everything below it; empty takes all
 * @param exclude what is left out, with everything below it
 */
record Wanted(Globs include, Globs exclude) {
  static final Wanted ALL = of(List.of(), List.of());

  static Wanted of(List<String> include, List<String> exclude) {
    return new Wanted(new Globs(include), new Globs(exclude));
  }

  /** Whether an entry is left out, by its path below the root. */
  boolean leavesOut(Path relative, boolean directory) {
    return !relative.toString().isEmpty() && exclude.match(relative, directory);
  }

  /** Whether a file is taken that lies in no directory that is left out. */
  boolean takes(Path relative) {
    return !leavesOut(relative, false) && (include.isEmpty() || included(relative));
  }

  private boolean included(Path file) {
    for (int names = 1; names <= file.getNameCount(); names++) {
      if (include.match(file.subpath(0, names), names < file.getNameCount())) {
        return true;
      }
    }
    return false;
  }
}
