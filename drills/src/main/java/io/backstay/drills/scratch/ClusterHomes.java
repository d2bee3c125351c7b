package io.backstay.drills.scratch;

import io.backstay.connectors.postgres.Cluster;
import io.backstay.spi.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.commons.io.file.PathUtils;
import org.apache.commons.io.file.StandardDeleteOption;

/**
 * Where servers of drills have their directories: beside the drill's own, into which the account
 * that a server runs as may not look. Ids of runs have no dot, so the names can be told apart.
 */
final class ClusterHomes {
  private static final char BEHIND_THE_DRILL = '.';

  private ClusterHomes() {}

  static Path of(Path directory) {
    Path drill = Objects.requireNonNull(directory.getParent(), "it is in the drill's");
    return drill.resolveSibling(name(drill) + BEHIND_THE_DRILL + name(directory));
  }

  /** Whether this is one, of whichever drill. */
  static boolean is(Path directory) {
    return name(directory).startsWith(DirectoryRemnants.TAG)
        && name(directory).indexOf(BEHIND_THE_DRILL) > 0;
  }

  /** The drill of one. */
  static String drill(Path home) {
    return name(home)
        .substring(DirectoryRemnants.TAG.length(), name(home).indexOf(BEHIND_THE_DRILL));
  }

  /** Ends the server and removes all there is of it, as far as it was made. */
  static void remove(Path home) {
    try {
      if (Files.exists(home, LinkOption.NOFOLLOW_LINKS)) {
        Cluster.end(home);
        PathUtils.deleteDirectory(home, StandardDeleteOption.OVERRIDE_READ_ONLY);
      }
    } catch (IOException e) {
      throw Failure.of("R771", "cannot remove the server in `" + home + "`: " + e)
          .help("Remove it by hand: it holds a copy of restored data.")
          .because(e);
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
