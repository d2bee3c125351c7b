package io.backstay.connectors.checks;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the file system of a directory begins. */
final class MountPoint {
  private MountPoint() {}

  /** Of a directory that may not be there yet; empty when nobody can say. */
  static Optional<Path> of(Path directory) {
    try {
      Path at = there(directory.toAbsolutePath().normalize()).toRealPath();
      FileStore store = Files.getFileStore(at);
      for (Path above = at.getParent(); above != null; above = above.getParent()) {
        if (!Files.getFileStore(above).equals(store)) {
          return Optional.of(at);
        }
        at = above;
      }
      return Optional.of(at);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Path there(Path directory) {
    Path at = directory;
    for (Path above = at.getParent();
        Files.notExists(at) && above != null;
        above = at.getParent()) {
      at = above;
    }
    return at;
  }
}
