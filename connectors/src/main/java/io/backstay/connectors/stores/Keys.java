package io.backstay.connectors.stores;

import io.backstay.spi.Failure;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Turns keys into paths below a directory, and never into any other. */
final class Keys {
  private Keys() {}

  /**
   * The path of a key.
   *
   * @throws Failure when the key is none, or when a symbolic link on the way leads elsewhere
   */
  static Path path(Path root, String key) {
    Path path = root;
    List<String> names = KeyNames.of(key);
    for (int at = 0; at < names.size(); at++) {
      path = resolved(path, key, names.get(at));
      if (at < names.size() - 1 && Files.isSymbolicLink(path)) {
        throw refused(key, "lies behind the symbolic link `" + path + "`");
      }
    }
    return path;
  }

  private static Path resolved(Path parent, String key, String segment) {
    try {
      return parent.resolve(segment);
    } catch (InvalidPathException e) {
      throw refused(key, "cannot be a file name here: " + e.getReason());
    }
  }

  /** The key of a path below the root. */
  static String key(Path root, Path path) {
    StringBuilder key = new StringBuilder();
    for (Path segment : root.relativize(path)) {
      key.append(key.isEmpty() ? "" : "/").append(segment);
    }
    return key.toString();
  }

  private static Failure refused(String key, String why) {
    return Failure.of("R723", "`" + key + "` " + why);
  }
}
