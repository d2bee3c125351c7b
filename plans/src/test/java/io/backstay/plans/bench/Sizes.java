package io.backstay.plans.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How much there is in a directory. */
final class Sizes {
  private Sizes() {}

  /** Bytes of all files below. */
  static long of(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      long bytes = 0;
      for (Path file : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        bytes += Files.size(file);
      }
      return bytes;
    }
  }
}
